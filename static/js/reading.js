// Reads the page aloud with the browser's own voice, what is being read marked. Where there is no voice, no button.
// Long numbers (of a person, a telephone, an account) are said by their last four figures only: others may listen.
import { announce, fresh } from "./tools.js";

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, legend, label, summary, caption, button, div, section";
const SILENT = "nav, [hidden], [aria-hidden='true'], .visually-hidden, .dock, script, noscript, select, textarea, svg";
const SENTENCES = /(?:[^。！？；.!?]|[.!?](?!\s|$))+[。！？；.!?]*\s*/g;
const LONGEST = 160; // some browsers stop in the middle of anything longer
const LONG_NUMBER = /[0-9](?:[ -]?[0-9A-Za-z*…]){6,}/g;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const FIGURES_OF_A_LONG_NUMBER = 7;

export function startReading(root) {
  if (!("speechSynthesis" in window)) return;
  fresh(root, "[data-read]", "Read").forEach(offer);
}

function offer(button) {
  const words = button.querySelector("span");
  const start = words.textContent;
  const show = () => { button.hidden = !canSpeak(); };
  const reader = new Reader(button.dataset, (reading) => {
    words.textContent = reading ? button.dataset.stop : start;
  });
  show();
  speechSynthesis.addEventListener?.("voiceschanged", show);
  button.addEventListener("click", () => reader.toggle(document.querySelector(button.dataset.read)));
  window.addEventListener("pagehide", () => reader.stop());
}

/** Whether a voice speaks the page's language. A browser that names no voices yet may still have one. */
function canSpeak() {
  const voices = speechSynthesis.getVoices();
  return voices.length === 0 || Boolean(voiceFor(document.documentElement.lang));
}

/** The voice for a language: Mandarin before other Chinese voices. */
function voiceFor(language) {
  const wanted = language.slice(0, 2).toLowerCase();
  const able = speechSynthesis.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(wanted));
  return able.find((voice) => /^(zh.(cn|hans)|en.(us|gb))/i.test(voice.lang)) || able[0] || null;
}

class Reader {
  constructor(words, changed) {
    this.words = words;
    this.changed = changed;
    this.turn = 0;
  }

  toggle(place) {
    if (this.reading) {
      this.stop();
      return;
    }
    this.reading = true;
    this.changed(true);
    this.say(passages(place, this.words.ending), this.turn);
  }

  stop() {
    this.turn += 1;
    this.reading = false;
    this.mark(null);
    speechSynthesis.cancel();
    this.changed(false);
  }

  say(left, turn) {
    if (turn !== this.turn) return;
    const [next, ...rest] = left;
    if (!next) {
      this.stop();
      return;
    }
    const speech = new SpeechSynthesisUtterance(next.text);
    speech.lang = next.language === "en" ? "en-US" : "zh-CN";
    speech.voice = voiceFor(next.language);
    speech.rate = 0.9;
    speech.addEventListener("end", () => this.say(rest, turn));
    speech.addEventListener("error", () => this.fail(turn));
    this.mark(next.element);
    speechSynthesis.speak(speech);
  }

  fail(turn) {
    if (turn !== this.turn) return;
    this.stop();
    announce(this.words.silent);
  }

  mark(element) {
    this.marked?.classList.remove("being-read");
    this.marked = element;
    element?.classList.add("being-read");
    element?.scrollIntoView?.({ block: "nearest" });
  }
}

/** What is to be said: the main sentence, then the rest in the order of the page. Rows of text, language, element. */
function passages(place, ending) {
  const found = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.getClientRects().length || parent.closest(SILENT)) continue;
    const element = parent.closest(BLOCKS) || place;
    const language = parent.closest("[lang]").lang.slice(0, 2);
    const text = parent.closest("a[href^='tel:']") ? spelt(node.data) : discreet(node.data, ending);
    const last = found[found.length - 1];
    if (last && last.element === element && last.language === language) last.text += text;
    else found.push({ element, language, text });
  }
  const heading = found.filter((row) => row.element.matches("h1"));
  return [...heading, ...found.filter((row) => !heading.includes(row))].flatMap(inSentences);
}

function inSentences({ element, language, text }) {
  const parts = [];
  for (const sentence of text.replace(/\s+/g, " ").trim().match(SENTENCES) || []) {
    const last = parts[parts.length - 1];
    if (last && last.text.length + sentence.length <= LONGEST) last.text += sentence;
    else if (/[\p{L}\p{N}]/u.test(sentence)) parts.push({ element, language, text: sentence });
  }
  return parts;
}

function discreet(text, ending) {
  return text.replace(LONG_NUMBER, (number) => {
    const figures = number.replace(/[^0-9Xx]/g, "");
    if (DATE.test(number) || figures.length < FIGURES_OF_A_LONG_NUMBER) return number;
    return `${ending} ${spelt(figures.slice(-4))}`;
  });
}

/** A telephone number figure by figure. */
function spelt(number) {
  return number.replace(/[0-9Xx]/g, "$& ").replace(/-/g, " ");
}
