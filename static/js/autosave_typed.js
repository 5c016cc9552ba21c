// What was typed and is not kept yet, for one form: in memory and, so that a reload or a reopened tab loses
// nothing, in the tab's own sessionStorage. It ends with the tab and with signing out: hall computers are shared.
const PREFIX = "ow-typed:";
const PAIR = /^([^:,]+):([^,]+)$/;

/** The element a control speaks of: its kind of document and its "known" stand are the same element. */
export function elementOf(name) {
  return name.replace(/-(known|kind)$/, "");
}

function pairsOf(version) {
  return new Map(String(version).split(",").map((pair) => PAIR.exec(pair)).filter(Boolean).map((found) => [found[1], found[2]]));
}

export class Typed {
  static forgetAll() {
    Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
  }

  constructor(url, version) {
    this.key = PREFIX + url;
    this.version = version;
    this.waiting = new Map();
    this.unanswered = [];
    this.sequence = 0;
    this.lastSaved = new Map();
  }

  note(name, value) {
    this.sequence += 1;
    this.waiting.delete(name);
    this.waiting.set(name, { name, value, seq: this.sequence });
    this.store();
  }

  next() {
    return this.waiting.values().next().value;
  }

  all() {
    return [...this.waiting.values()];
  }

  /** The body of one save; from now on the value counts as sent without an answer. */
  message({ name, value, seq }) {
    if (!this.unanswered.some((pair) => pair[0] === name && pair[1] === value)) this.unanswered.push([name, value]);
    this.store();
    const element = elementOf(name);
    const unanswered = this.unanswered.filter((pair) => elementOf(pair[0]) === element);
    return { field: name, value, base_version: this.version, client_seq: seq, unanswered };
  }

  saved(entry, version) {
    this.lastSaved.set(entry.name, Math.max(entry.seq, this.lastSaved.get(entry.name) || 0));
    this.drop(entry);
    const element = elementOf(entry.name);
    if (![...this.waiting.keys()].some((name) => elementOf(name) === element)) {
      this.unanswered = this.unanswered.filter((pair) => elementOf(pair[0]) !== element);
    }
    this.learn(version, [element]);
  }

  /** Takes over from a newer version what it says of these elements only; the others may be somebody else's. */
  learn(version, elements) {
    const told = pairsOf(version);
    if (!told.size) {
      this.version = version === undefined || version === "" ? this.version : version;
    } else {
      const known = pairsOf(this.version);
      elements.filter((element) => told.has(element)).forEach((element) => known.set(element, told.get(element)));
      this.version = [...known].map(([element, digest]) => `${element}:${digest}`).join(",");
    }
    this.store();
  }

  /** Whether something newer was typed or kept for this control: an old answer then means nothing. */
  overtaken(entry) {
    const newer = this.waiting.get(entry.name);
    return (newer && newer.seq > entry.seq) || (this.lastSaved.get(entry.name) || 0) > entry.seq;
  }

  setAside(entry) {
    this.drop(entry);
    this.unanswered = this.unanswered.filter((pair) => pair[0] !== entry.name);
    this.store();
  }

  drop(entry) {
    if (this.waiting.get(entry.name)?.seq === entry.seq) this.waiting.delete(entry.name);
    this.store();
  }

  /** The form carries all that waits. Until its answer comes, each of these values may be the one that is kept. */
  leaveToForm() {
    this.all().forEach((entry) => this.message(entry));
  }

  unansweredPairs() {
    return this.unanswered.filter((pair) => typeof pair[1] === "string");
  }

  store() {
    try {
      if (!this.waiting.size) sessionStorage.removeItem(this.key);
      else sessionStorage.setItem(this.key, JSON.stringify({ waiting: this.all(), unanswered: this.unanswered, version: this.version }));
    } catch (error) {
      // A browser that keeps nothing (private mode, full store) still has it in memory.
    }
  }

  /** (name, value) pairs of an earlier visit; where the page has moved on since, the server asks which to keep. */
  restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(this.key) || "null");
    } catch (error) {
      return [];
    }
    if (!kept || !Array.isArray(kept.waiting)) return [];
    const old = pairsOf(kept.version);
    this.unanswered = kept.unanswered || [];
    kept.waiting.forEach(({ name, value }) => this.note(name, value));
    const now = pairsOf(this.version);
    kept.waiting.forEach(({ name }) => {
      const element = elementOf(name);
      if (old.has(element)) now.set(element, old.get(element));
    });
    if (now.size) this.version = [...now].map(([element, digest]) => `${element}:${digest}`).join(",");
    return kept.waiting.map(({ name, value }) => [name, value]);
  }
}
