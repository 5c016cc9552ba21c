// Keeps a draft as it is typed: one field at a time, one second after the last key, at once on leaving a field
// or hiding the tab. PATCH <data-autosave-url> {field, value, base_version, client_seq, unanswered} →
// {version, saved_at, asked}. Whatever happens to the network, the last thing typed is what is kept:
// a value that was sent and never answered is named in `unanswered`, so that the server can tell it from
// another person's change; what could not be sent waits in the tab's own store and goes out after a reload.
import { askWhich, askToSignIn, clearPanels } from "./autosave_panels.js";
import { fetchPage, mergeRows, shownRows, tokenOf } from "./autosave_page.js";
import { Typed, elementOf } from "./autosave_typed.js";
import { announce, fresh, make, token } from "./tools.js";

const DEBOUNCE = 1000;
const FIRST_RETRY = 1000;
const LAST_RETRY = 30000;
const TIMEOUT = 15000;

export function startAutosave(root) {
  fresh(root, "form[data-autosave-form]", "Autosave").forEach((form) => new Autosave(form).watch());
  fresh(root, "form[action*='/sign-out/']", "Leave").forEach((form) => {
    form.addEventListener("submit", () => Typed.forgetAll());
  });
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.typed = new Typed(this.url, form.dataset.version || "");
    this.token = token(form);
    this.wait = FIRST_RETRY;
    this.renewals = 0;
    this.running = this.paused = this.stopped = false;
  }

  watch() {
    this.form.addEventListener("input", (event) => this.note(event.target, DEBOUNCE));
    this.form.addEventListener("change", (event) => this.note(event.target, 0));
    this.form.addEventListener("submit", () => this.leaveToForm());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.resume()));
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("online", () => this.resume());
    this.restore();
  }

  /** What an earlier visit of this tab could not send is typed again, and sent. */
  restore() {
    const waiting = this.typed.restore();
    waiting.forEach(([name, value]) => this.put(name, value));
    if (waiting.length) this.later(0);
  }

  note(control, delay) {
    if (!control.matches("[data-autosave]") || !control.name) return;
    this.typed.note(control.name, this.valueOf(control));
    this.later(delay);
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), delay);
  }

  valueOf(control) {
    if (control.type !== "checkbox") return control.value;
    const boxes = [...this.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(control.name)}"]`)];
    return boxes.filter((box) => box.checked).map((box) => box.value);
  }

  put(name, value) {
    this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((control) => {
      if (control.type === "radio" || control.type === "checkbox") control.checked = [].concat(value).includes(control.value);
      else control.value = value;
    });
  }

  /** Sends what waits, one field after the other, until all is kept or something stands in the way. */
  async run() {
    if (this.running || this.paused || this.stopped) return;
    this.running = true;
    try {
      for (let next = this.typed.next(); next && !this.paused && !this.stopped; next = this.typed.next()) {
        this.say("saving");
        await this.save(next, false);
      }
    } catch (error) {
      this.failed();
    }
    this.running = false;
  }

  async save(entry, leaving) {
    const response = await this.send(entry, leaving);
    if (response.ok && !response.redirected) return this.saved(entry, await response.json());
    if (response.redirected || response.status === 401 || response.status === 403) return this.signedOut();
    if (response.status === 409) return this.conflict(entry, await json(response));
    if (response.status === 422) return this.refused(entry, await json(response));
    if (response.status === 404) return window.location.reload();
    throw new Error(String(response.status));
  }

  send(entry, leaving) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT);
    return fetch(this.url, {
      method: "PATCH",
      keepalive: leaving,
      signal: abort.signal,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token, Accept: "application/json" },
      body: JSON.stringify(this.typed.message(entry)),
    }).finally(() => clearTimeout(timer));
  }

  saved(entry, body) {
    this.typed.saved(entry, body.version);
    if (this.form.elements.seen) this.form.elements.seen.value = this.typed.version;
    this.wait = FIRST_RETRY;
    this.renewals = 0;
    this.say("done", body.saved_at);
    return this.showAsked(body.asked);
  }

  /** An answer may ask for more, or for less: the rows of the fresh page take their places in this one. */
  async showAsked(asked) {
    const shown = shownRows(this.form);
    if (!asked || !shown.length || (asked.length === shown.length && asked.every((name) => shown.includes(name)))) return;
    const page = await fetchPage();
    const added = mergeRows(this.form, page);
    this.typed.learn(page.querySelector("form[data-autosave-form]")?.dataset.version || "", added);
    if (this.form.elements.seen) this.form.elements.seen.value = this.typed.version;
    if (added.length) announce(this.form.dataset.more || "");
  }

  conflict(entry, body) {
    if (this.typed.overtaken(entry)) return;
    if (!body.version) {
      this.pause("conflict");
      return;
    }
    this.typed.setAside(entry);
    askWhich(this.form, body, String(entry.value), {
      mine: () => this.decide(entry.name, body, entry.value),
      theirs: () => this.decide(entry.name, body, null),
    });
    this.say("conflict");
  }

  decide(name, body, mine) {
    this.typed.learn(body.version, [elementOf(name)]);
    if (mine === null) this.put(name, body.value);
    else this.typed.note(name, mine);
    this.later(0);
  }

  /** Nothing the server could ever keep, such as a text beyond all measure: said, and not sent again. */
  refused(entry, body) {
    this.typed.setAside(entry);
    this.say("invalid", "", Object.values(body.errors || {})[0] || "");
  }

  /** Signed out, or the token is old: a fresh page tells which. */
  async signedOut() {
    const renewed = tokenOf(await fetchPage());
    this.renewals += 1;
    if (renewed && this.renewals === 1) {
      this.renew(renewed);
      return;
    }
    this.pause("signin");
    askToSignIn(this.form, (freshToken) => {
      if (freshToken) this.renew(freshToken);
      this.resume();
    });
  }

  renew(value) {
    this.token = value;
    const input = this.form.querySelector("input[name=csrfmiddlewaretoken]");
    if (input) input.value = value;
  }

  failed() {
    if (this.paused) return;
    this.say("failed");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), this.wait);
    this.wait = Math.min(this.wait * 2, LAST_RETRY);
  }

  pause(word) {
    this.paused = true;
    this.say(word);
  }

  resume() {
    if (this.paused) clearPanels("signin");
    this.paused = false;
    if (this.typed.next()) this.later(0);
  }

  /** The tab goes away: everything goes out at once, also what is already on its way. */
  leave() {
    if (this.stopped || this.paused) return;
    this.typed.all().forEach((entry) => this.save(entry, true).catch(() => {}));
  }

  /** The form itself is sent: it carries everything, and says what was sent before without an answer. */
  leaveToForm() {
    this.stopped = true;
    this.typed.leaveToForm();
    if (this.form.elements.unanswered) this.form.elements.unanswered.value = JSON.stringify(this.typed.unansweredPairs());
  }

  say(word, at = "", words = "") {
    const place = document.querySelector("[data-saved]");
    if (!place) return;
    const state = { saving: "idle", done: "ok" }[word] || "warn";
    place.replaceChildren(make("span", `lamp lamp-${state}`, words || place.dataset[word]));
    if (at) place.append(" ", make("span", "num", at));
    if (word !== "failed" && word !== "signin") return;
    const again = make("button", "linkish", place.dataset.retry, { type: "button" });
    again.addEventListener("click", () => this.resume());
    place.append(" ", again);
  }
}

function json(response) {
  return response.json().catch(() => ({}));
}
