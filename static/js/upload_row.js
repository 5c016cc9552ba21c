// The line of a file that is on its way: how far it is, what went wrong, and the buttons that fit.
import { make } from "./tools.js";

export class Row {
  constructor(list, name, words) {
    this.words = words;
    this.line = make("div", "file");
    this.progress = make("progress", "bar", "", { max: 100, value: 0, "aria-label": name });
    this.hint = make("p", "hint num", words.queued);
    this.alert = make("p", "text-late strong", "", { role: "alert" });
    this.buttons = make("div", "up-buttons");
    const middle = make("div");
    middle.append(make("p", "name", name), this.progress, this.hint, this.alert);
    this.line.append(make("span", "thumb"), middle, this.buttons);
    this.name = name;
    list.append(this.line);
    this.pause = this.button(words.pause);
    this.again = this.button(words.retry);
    this.stop = this.button(words.cancel);
    this.pause.hidden = true;
    this.again.hidden = true;
    this.stop.onclick = () => this.remove();
  }

  button(words) {
    const button = make("button", "linkish act-link", words, { type: "button" });
    button.append(make("span", "visually-hidden", ` ${this.name}`));
    this.buttons.append(button);
    return button;
  }

  say(hint, alert = "") {
    this.hint.textContent = hint;
    if (this.alert.textContent !== alert) this.alert.textContent = alert;
  }

  waiting() {
    this.again.hidden = true;
    this.say(this.words.queued);
  }

  moved(share) {
    if (this.paused) return;
    this.again.hidden = true;
    this.pause.hidden = false;
    this.progress.value = share;
    this.say(`${this.words.sending} ${share}%`);
  }

  checking() {
    this.pause.hidden = true;
    this.again.hidden = true;
    this.progress.value = 100;
    this.say(this.words.checking);
  }

  onPause(act) {
    this.pause.onclick = () => {
      this.paused = !this.paused;
      this.pause.firstChild.textContent = this.paused ? this.words.resume : this.words.pause;
      this.say(this.paused ? this.words.paused : this.words.queued);
      act(this.paused);
    };
  }

  onRetry(act) {
    this.again.onclick = () => { this.waiting(); act(); };
  }

  onRemove(act) {
    this.stop.onclick = act;
  }

  lost() {
    this.pause.hidden = true;
    this.again.hidden = false;
    this.say("", this.words.lost);
  }

  /** Final: another try would end the same way, so none is offered. */
  refused(words) {
    this.progress.remove();
    this.pause.remove();
    this.again.remove();
    this.stop.firstChild.textContent = this.words.away;
    this.say("", words.includes(this.name) ? words : `${this.name}: ${words}`);
  }

  /** The file stays on this device; after signing in the page goes on by itself. */
  signedOut(address, retry) {
    this.pause.hidden = true;
    this.say("", this.words.signin);
    const link = make("a", "tap", this.words.signinLink, { href: address });
    this.hint.replaceChildren(link);
    this.again.hidden = false;
    let done = false;
    const once = () => { if (!done) { done = true; retry(); } };
    this.again.onclick = once;
    window.addEventListener("focus", once, { once: true }); // back from signing in elsewhere
  }

  remove() {
    const next = this.line.closest("[data-upload]").querySelector("[data-upload-send]");
    if (this.line.contains(document.activeElement)) next.focus();
    this.line.remove();
  }
}
