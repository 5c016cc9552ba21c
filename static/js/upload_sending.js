// One file on its way: tus in pieces; whatever the network does, it goes on from where it was. Refusals are final,
// a lost network is waited for, and who was signed out is told so.

const PIECE = 512 * 1024;
const FIRST_WAIT = 1000;
const LAST_WAIT = 30000;
const SILENCE = 30000; // a connection that says nothing for so long is given up and begun anew
const AGAIN = [409, 423, 429, 460];
let library;

/** tus-js-client, fetched when the first file is chosen. */
function tusFrom(address) {
  library = library || new Promise((resolve, reject) => {
    if (window.tus) return resolve(window.tus);
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.tus);
    script.onerror = () => { library = null; script.remove(); reject({ lost: true }); };
    return document.head.append(script);
  });
  return library;
}

export class Sending {
  constructor(record, endpoint, script, tell) {
    Object.assign(this, { record, endpoint, script, tell, wait: FIRST_WAIT });
  }

  /** The token of the session as it is now: it changes when somebody signs in again. */
  static token() {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    const input = document.querySelector("input[name=csrfmiddlewaretoken]");
    return cookie ? cookie.slice("csrftoken=".length) : (input && input.value) || "";
  }

  get key() {
    return this.record.url.replace(/\/$/, "").split("/").pop();
  }

  finish() {
    return this.insist(() => this.once());
  }

  /** Tries until it works; only a lost connection is tried again. */
  async insist(attempt) {
    for (;;) {
      try {
        const answer = await attempt();
        this.wait = FIRST_WAIT;
        return answer;
      } catch (problem) {
        if (this.dropped) throw { dropped: true };
        if (problem.refused || problem.signedOut) throw problem;
        if (!problem.paused) this.tell.lost();
        await this.patience(problem.paused);
        if (this.dropped) throw { dropped: true };
      }
    }
  }

  /** Until it is time, the network is back, or somebody presses the button. */
  patience(paused) {
    return new Promise((resolve) => {
      const timer = paused ? 0 : setTimeout(() => this.resume(), this.wait * (0.75 + Math.random() / 2));
      const online = () => { if (!paused) this.resume(); };
      window.addEventListener("online", online);
      this.wait = Math.min(this.wait * 2, LAST_WAIT);
      this.resume = () => {
        clearTimeout(timer);
        window.removeEventListener("online", online);
        this.resume = () => {};
        resolve();
      };
    });
  }

  async once() {
    const tus = await tusFrom(this.script);
    const sha256 = this.record.url ? "" : await digest(this.record.file);
    if (this.dropped) throw { dropped: true };
    this.tell.moved(0);
    return new Promise((resolve, reject) => {
      this.reject = (problem) => { clearTimeout(this.silence); reject(problem); };
      this.listen();
      this.upload = new tus.Upload(this.record.file, {
        endpoint: this.endpoint,
        uploadUrl: this.record.url || null,
        chunkSize: PIECE,
        retryDelays: null,
        storeFingerprintForResuming: false,
        metadata: { filename: this.record.name, ...(sha256 ? { sha256 } : {}) },
        onBeforeRequest: (request) => request.setHeader("X-CSRFToken", Sending.token()),
        onUploadUrlAvailable: () => this.tell.placed(this.upload.url),
        onProgress: (sent, total) => { this.listen(); this.tell.moved(Math.floor((sent / total) * 100)); },
        onChunkComplete: () => { this.listen(); this.wait = FIRST_WAIT; },
        onSuccess: () => { clearTimeout(this.silence); resolve(); },
        onError: (error) => this.reject(problemOf(error)),
      });
      this.upload.start();
    });
  }

  /** Waits for the next sign of life. */
  listen() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.upload.abort();
      this.reject({ lost: true });
    }, SILENCE);
  }

  pause() {
    if (this.upload) this.upload.abort();
    if (this.reject) this.reject({ paused: true });
  }

  resume() {}

  drop() {
    this.dropped = true;
    if (this.upload) this.upload.abort(true).catch(() => {});
    if (this.reject) this.reject({ dropped: true });
    this.resume();
  }
}

function problemOf(error) {
  const answer = error.originalResponse;
  const status = answer ? answer.getStatus() : 0;
  if (status === 401 || status === 403) return { signedOut: true };
  if (status < 400 || status >= 500 || AGAIN.includes(status)) return { lost: true };
  return { refused: (answer.getBody() || "").split("\n")[0] };
}

/** What the server compares the whole file with; nothing where the browser can't tell. */
async function digest(file) {
  if (!window.crypto || !window.crypto.subtle || !file.arrayBuffer) return "";
  const bytes = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
