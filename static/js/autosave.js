// Keeps a draft as it is typed: one field at a time, one second after the last key, on leaving a field and on
// hiding the tab. PATCH <data-autosave-url> {field, value, base_version, client_seq} → {version, saved_at}.
// What could not be sent stays in a queue (in memory only: hall computers are shared) and is tried again.
import { fresh, make, token } from "./tools.js";

const DEBOUNCE = 1000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 30000;

export function startAutosave(root) {
  fresh(root, "form[data-autosave-form]", "Autosave").forEach((form) => new Autosave(form).watch());
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.version = form.dataset.version || "";
    this.indicator = document.querySelector("[data-saved]");
    this.queue = new Map();
    this.sequence = 0;
    this.sending = false;
    this.stopped = false;
    this.wait = FIRST_RETRY;
  }

  watch() {
    this.form.addEventListener("input", (event) => this.note(event.target, DEBOUNCE));
    this.form.addEventListener("change", (event) => this.note(event.target, 0));
    document.addEventListener("visibilitychange", () => document.hidden && this.flush(true));
    window.addEventListener("online", () => this.retry());
    this.form.addEventListener("submit", () => { this.stopped = true; });
  }

  note(control, delay) {
    if (!control.matches("[data-autosave]") || !control.name) return;
    this.sequence += 1;
    this.queue.set(control.name, { value: this.valueOf(control), seq: this.sequence });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(false), delay);
  }

  valueOf(control) {
    if (control.type !== "checkbox") return control.value;
    const boxes = [...this.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(control.name)}"]`)];
    return boxes.filter((box) => box.checked).map((box) => box.value);
  }

  async flush(leaving) {
    if (this.sending || this.stopped || !this.queue.size) return;
    this.sending = true;
    this.say("saving");
    const [[field, entry]] = this.queue;
    try {
      await this.answered(await this.send(field, entry, leaving), field, entry);
    } catch (error) {
      this.failed();
    }
    this.sending = false;
    if (this.queue.size && !this.pausing) this.flush(leaving);
  }

  send(field, entry, leaving) {
    return fetch(this.url, {
      method: "PATCH",
      keepalive: leaving,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(this.form), Accept: "application/json" },
      body: JSON.stringify({ field, value: entry.value, base_version: this.version, client_seq: entry.seq }),
    });
  }

  async answered(response, field, entry) {
    if (response.redirected || response.status === 401 || response.status === 403) return this.pause("signin");
    if (response.status === 409) return this.pause("conflict");
    if (!response.ok) throw new Error(String(response.status));
    const body = await response.json();
    this.version = body.version || this.version;
    if (this.form.elements.seen) this.form.elements.seen.value = this.version;
    const waiting = this.queue.get(field);
    if (waiting && waiting.seq === entry.seq) this.queue.delete(field);
    this.wait = FIRST_RETRY;
    this.pausing = false;
    return this.say("done", body.saved_at);
  }

  failed() {
    this.pause("failed");
    this.retryTimer = setTimeout(() => this.retry(), this.wait);
    this.wait = Math.min(this.wait * 2, LAST_RETRY);
  }

  pause(word) {
    this.pausing = true;
    this.say(word);
  }

  retry() {
    clearTimeout(this.retryTimer);
    this.pausing = false;
    this.flush(false);
  }

  say(word, at = "") {
    const place = this.indicator;
    if (!place) return;
    const state = { saving: "idle", done: "ok", failed: "warn", signin: "warn", conflict: "warn" }[word];
    const text = make("span", `lamp lamp-${state}`, place.dataset[word]);
    place.replaceChildren(text);
    if (at) place.append(" ", make("span", "num", at));
    if (word === "failed" || word === "signin") {
      const again = make("button", "linkish", place.dataset.retry, { type: "button" });
      again.addEventListener("click", () => this.retry());
      place.append(" ", again);
    }
  }
}
