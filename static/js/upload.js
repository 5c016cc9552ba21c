// Each chosen file goes alone, at once, with its own progress, undo and retry. The address answers one file with
// the new <section class="up"> (header HX-Request set); without script the same form posts all files together.
import { announce, fresh, make, token } from "./tools.js";

const MOST_AT_ONCE = 2;

export function startUploads(root) {
  fresh(root, "[data-upload]", "Upload").forEach((section) => new Uploads(section).watch());
}

class Uploads {
  constructor(section) {
    this.section = section;
    this.form = section.querySelector("[data-upload-form]");
    this.list = section.querySelector("[data-upload-list]");
    this.words = section.dataset;
    this.waiting = [];
    this.busy = 0;
  }

  watch() {
    this.section.classList.add("enhanced");
    const input = this.form.querySelector("input[type=file]");
    const send = this.form.querySelector("[data-upload-send]");
    send.type = "button";
    send.querySelector("span").textContent = this.words.choose;
    send.addEventListener("click", () => input.click());
    input.tabIndex = -1;
    input.addEventListener("change", () => this.take(input));
    const camera = this.form.querySelector("[data-upload-camera]");
    if (camera && matchMedia("(pointer: coarse)").matches) {
      camera.hidden = false;
      camera.addEventListener("click", () => {
        input.setAttribute("capture", "environment");
        input.click();
        input.removeAttribute("capture");
      });
    }
  }

  take(input) {
    [...input.files].forEach((file) => this.waiting.push({ file, row: this.addRow(file) }));
    input.value = "";
    this.next();
  }

  next() {
    while (this.busy < MOST_AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
  }

  addRow(file) {
    const row = make("div", "file");
    const middle = make("div");
    const progress = make("progress", "bar", "", { max: 100, value: 0, "aria-label": file.name });
    const hint = make("p", "hint num", this.words.queued);
    middle.append(make("p", "name", file.name), progress, hint);
    const stop = make("button", "linkish act-link", this.words.cancel, { type: "button" });
    row.append(make("span", "thumb"), middle, stop);
    this.list.append(row);
    return { row, progress, hint, stop };
  }

  send(job) {
    this.busy += 1;
    const { row } = job;
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-Target", this.section.id);
    request.setRequestHeader("X-CSRFToken", token(this.form));
    request.upload.addEventListener("progress", (event) => this.show(row, event));
    request.addEventListener("load", () => this.loaded(request, job));
    request.addEventListener("error", () => this.failed(job, this.words.failed));
    request.addEventListener("loadend", () => { this.busy -= 1; this.next(); });
    row.stop.onclick = () => { request.abort(); row.row.remove(); };
    request.send(this.body(job.file));
  }

  body(file) {
    const data = new FormData();
    this.form.querySelectorAll("input[type=hidden]").forEach((input) => data.append(input.name, input.value));
    data.append(this.form.querySelector("input[type=file]").name, file, file.name);
    return data;
  }

  show(row, event) {
    if (!event.lengthComputable) return;
    const share = Math.round((event.loaded / event.total) * 100);
    row.progress.value = share;
    row.hint.textContent = share < 100 ? `${this.words.sending} ${share}%` : this.words.checking;
  }

  loaded(request, job) {
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const section = answer.getElementById(this.section.id);
    if (request.status >= 200 && request.status < 300 && section) return this.settle(section, job);
    const reason = answer.querySelector(".up .msg-error span, .note-error, h1");
    const signedOut = request.status === 401 || request.status === 403;
    return this.failed(job, signedOut ? this.words.signin : (reason && reason.textContent) || this.words.failed);
  }

  settle(section, job) {
    job.row.row.remove();
    const pending = [...this.list.children].filter((row) => row.querySelector("progress, [data-retry]"));
    this.list.replaceChildren(...section.querySelector("[data-upload-list]").children, ...pending);
    announce(`${job.file.name} ${this.words.done}`);
  }

  failed(job, words) {
    const { row, progress, hint, stop } = job.row;
    progress.remove();
    hint.className = "text-late strong";
    hint.setAttribute("role", "alert");
    hint.textContent = words;
    stop.textContent = this.words.retry;
    stop.dataset.retry = "1";
    stop.onclick = () => {
      row.remove();
      job.row = this.addRow(job.file);
      this.waiting.push(job);
      this.next();
    };
  }
}
