// One paper's files: each goes alone, at once, in pieces (tus), with its own progress, pause, retry and undo.
// A file that has arrived is handed over by the form's own address, which answers with the section anew.
import { announce, make } from "./tools.js";
import { forget, keep, kept } from "./upload_keep.js";
import { smaller } from "./upload_photo.js";
import { Row } from "./upload_row.js";
import { Sending } from "./upload_sending.js";

const MOST_AT_ONCE = 1; // one after the other, so that photographs stay in the order in which they were chosen
const SCAN_PAUSE = 4000;
const KINDS = /\.(pdf|jpe?g|png|heic|heif)$/i;

export class Section {
  constructor(section) {
    this.section = section;
    this.form = section.querySelector("[data-upload-form]");
    this.list = section.querySelector("[data-upload-list]");
    this.pending = section.querySelector("[data-upload-pending]");
    this.words = section.dataset;
    this.waiting = [];
    this.busy = 0;
  }

  async watch() {
    this.section.classList.add("enhanced");
    const input = this.form.querySelector("input[type=file]");
    const send = this.form.querySelector("[data-upload-send]");
    send.type = "button";
    send.querySelector("span").textContent = this.words.choose;
    send.addEventListener("click", () => input.click());
    input.tabIndex = -1;
    input.setAttribute("aria-hidden", "true");
    input.addEventListener("change", () => this.take(input));
    this.offerCamera();
    this.watchScan();
    const left = await kept(this.words.owner, this.form.action);
    left.forEach((record) => this.queue(record));
    if (input.files.length) this.take(input); // chosen before this script was here
  }

  /** Phones: a second chooser that opens the camera at once. */
  offerCamera() {
    const button = this.form.querySelector("[data-upload-camera]");
    if (!button || !matchMedia("(pointer: coarse)").matches) return;
    const camera = make("input", "", "", {
      type: "file", accept: "image/*", capture: "environment", tabindex: "-1", "aria-hidden": "true",
    });
    this.form.append(camera);
    button.hidden = false;
    button.addEventListener("click", () => camera.click());
    camera.addEventListener("change", () => this.take(camera));
  }

  async take(input) {
    const files = [...input.files];
    input.value = "";
    for (const file of files) await this.add(file);
  }

  async add(original) {
    const whole = document.querySelector("[data-upload-original]:checked");
    const file = whole ? original : await smaller(original);
    const refusal = this.refusal(file);
    if (refusal) {
      new Row(this.pending, file.name, this.words).refused(refusal);
      return;
    }
    const record = { owner: this.words.owner, action: this.form.action, name: file.name, file, url: "" };
    record.id = await keep(record);
    this.queue(record);
  }

  /** What need not travel to be refused; the server asks again. */
  refusal(file) {
    if (!file.size) return this.words.empty;
    if (file.size > Number(this.words.mostBytes)) return this.words.tooLarge;
    return KINDS.test(file.name) || /^(image\/(jpeg|png)|application\/pdf)$/.test(file.type) ? "" : this.words.wrongType;
  }

  queue(record) {
    const row = new Row(this.pending, record.name, this.words);
    const job = { record, row };
    row.onRemove(() => this.drop(job));
    this.waiting.push(job);
    this.next();
  }

  next() {
    while (this.busy < MOST_AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
  }

  async send(job) {
    this.busy += 1;
    const { record, row } = job;
    job.sending = new Sending(record, this.words.tus, this.words.tusScript, {
      moved: (share) => row.moved(share),
      placed: (url) => { record.url = url; keep(record); },
      lost: () => row.lost(),
    });
    row.onPause((paused) => this.pause(job, paused));
    row.onRetry(() => job.sending.resume());
    try {
      await job.sending.finish();
      row.checking();
      await this.handOver(job);
    } catch (problem) {
      this.failed(job, problem);
    }
    this.busy -= 1;
    this.next();
  }

  /** A file that is paused lets the next one pass. */
  pause(job, paused) {
    this.busy += paused ? -1 : 1;
    if (paused) job.sending.pause();
    else job.sending.resume();
    this.next();
  }

  async handOver(job) {
    const body = new FormData();
    this.form.querySelectorAll("input[type=hidden]").forEach((input) => body.append(input.name, input.value));
    body.append("upload", job.sending.key);
    const { status, section } = await job.sending.insist(() => this.fetched({ method: "POST", body }));
    if (status === 422) throw { refused: this.problemIn(section) };
    this.gone(job);
    this.settle(section);
    announce(`${job.record.name} ${this.words.done}`);
  }

  /** The section as the server has it now; throws {signedOut} or {lost}. */
  async fetched(options) {
    const headers = { "HX-Request": "true", "X-CSRFToken": Sending.token() };
    const answer = await fetch(this.form.action, { credentials: "same-origin", headers, ...options });
    if (answer.status >= 500 || answer.status === 429) throw { lost: true };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const section = page.getElementById(this.section.id);
    if (answer.status === 401 || answer.redirected || (answer.status === 403 && !section)) throw { signedOut: true };
    if (!section) throw { refused: this.problemIn(page) };
    return { status: answer.status, section };
  }

  problemIn(page) {
    const reason = page.querySelector(".msg-error span, .note-error, h1");
    return (reason && reason.textContent.trim()) || this.words.failed;
  }

  settle(section) {
    this.list.replaceChildren(...section.querySelector("[data-upload-list]").childNodes);
    const error = this.section.querySelector(".top .msg-error");
    if (error) error.remove();
    this.watchScan();
  }

  failed(job, problem) {
    if (problem.dropped) return;
    if (problem.signedOut) {
      job.row.signedOut(`${this.words.signinUrl}?next=${encodeURIComponent(location.pathname)}`, () => {
        job.row.waiting();
        this.waiting.push(job);
        this.next();
      });
      return;
    }
    if (job.record.id) forget(job.record.id);
    job.row.refused(problem.refused || this.words.failed);
  }

  drop(job) {
    if (job.row.paused) this.busy += 1;
    if (job.sending) job.sending.drop();
    this.waiting = this.waiting.filter((other) => other !== job);
    this.gone(job);
  }

  gone(job) {
    job.row.remove();
    if (job.record.id) forget(job.record.id);
  }

  /** A file whose safety check still runs: ask again, as long as anybody looks. */
  watchScan() {
    clearTimeout(this.scanTimer);
    if (!this.list.querySelector("[data-scan-waiting]")) return;
    this.scanTimer = setTimeout(async () => {
      if (document.hidden) return this.watchScan();
      try {
        this.settle((await this.fetched({ method: "GET" })).section);
      } catch (problem) {
        this.watchScan();
      }
      return undefined;
    }, SCAN_PAUSE);
  }
}
