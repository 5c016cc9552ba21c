// How htmx behaves here (configured in layout/base.html, without eval): hidden tabs do not poll, a busy region
// says so, a failed request keeps what was typed and offers another try, a new page gets the focus.
import { announce, make } from "./tools.js";
import { toHeading } from "./focus.js";
import { ready } from "./once.js";

export function startHtmx(start) {
  document.addEventListener("htmx:load", (event) => loaded(event.detail.elt, start));
  document.addEventListener("htmx:beforeRequest", beforeRequest);
  document.addEventListener("htmx:afterRequest", afterRequest);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:afterSwap", afterSwap);
  document.addEventListener("htmx:sendError", (event) => offerRetry(event.detail.elt));
  document.addEventListener("htmx:responseError", responseError);
}

/** New content: our modules start in it, and what it wants to say is read out. */
function loaded(element, start) {
  start(element);
  if (element === document.body) return;
  const speaker = element.matches("[data-announce]") ? element : element.querySelector("[data-announce]");
  if (speaker && speaker.dataset.announce !== before.said) announce(speaker.dataset.announce);
}

/** What a swap must not take away: what was said already, and which folds the reader has opened. */
const before = { said: "", open: [] };

function beforeSwap(event) {
  const place = event.detail.target;
  const speaker = place.matches("[data-announce]") ? place : place.querySelector("[data-announce]");
  before.said = speaker ? speaker.dataset.announce : "";
  before.open = [...place.querySelectorAll("details[open][id]")].map((fold) => fold.id);
}

function beforeRequest(event) {
  const { elt, target } = event.detail;
  const polls = (elt.getAttribute("hx-trigger") || "").includes("every");
  if (polls && document.hidden) {
    event.preventDefault();
    return;
  }
  if (!polls) target.setAttribute("aria-busy", "true");
}

function afterRequest(event) {
  event.detail.target.removeAttribute("aria-busy");
  const form = event.detail.elt.closest("form");
  if (form) ready(form);
}

function afterSwap(event) {
  const { elt, target } = event.detail;
  removeRetry();
  before.open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  const place = (target.id && document.getElementById(target.id)) || target;
  if (elt.closest("[hx-push-url]")) toHeading(place);
}

function responseError(event) {
  const { elt, xhr } = event.detail;
  if (xhr.status === 401) offerRetry(elt, "signin");
  else if (xhr.status >= 500) offerRetry(elt);
}

function offerRetry(element, word = "offline") {
  removeRetry();
  const main = document.getElementById("main");
  const words = document.documentElement.dataset;
  const bar = make("div", "retrybar", "", { id: "retrybar", role: "alert" });
  const again = make("button", "btn btn-second", words.retry, { type: "button" });
  again.addEventListener("click", () => {
    removeRetry();
    const form = element.closest("form");
    if (form) form.requestSubmit();
    else element.click();
  });
  bar.append(make("span", "", words[word]), again);
  main.prepend(bar);
}

function removeRetry() {
  document.getElementById("retrybar")?.remove();
}
