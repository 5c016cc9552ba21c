// What autosave asks of a person: which of two values, and to sign in again without leaving the page.
// The words stand in the page's <template data-panel>; without them nothing is shown here and the indicator speaks.
import { parse, tokenOf } from "./autosave_page.js";

export function clearPanels(kind) {
  document.querySelectorAll(`[data-open-panel^="${kind}"]`).forEach((panel) => panel.remove());
}

function open(form, kind, key) {
  const template = document.querySelector(`template[data-panel="${kind}"]`);
  clearPanels(key);
  if (!template) return null;
  const panel = document.importNode(template.content, true).firstElementChild;
  panel.dataset.openPanel = key;
  return panel;
}

function slot(panel, name) {
  return panel.querySelector(`[data-slot="${name}"]`);
}

function does(panel, name, action) {
  panel.querySelector(`[data-do="${name}"]`).addEventListener("click", () => {
    panel.remove();
    action();
  });
}

/** Both values beside each other; the reader chooses. */
export function askWhich(form, answer, mine, { mine: keepMine, theirs }) {
  const panel = open(form, "conflict", `conflict-${answer.element}`);
  if (!panel) return;
  slot(panel, "label").textContent = answer.label;
  slot(panel, "mine").textContent = mine;
  slot(panel, "theirs").textContent = answer.shown;
  does(panel, "mine", keepMine);
  does(panel, "theirs", theirs);
  const row = form.querySelector(`[data-row="${CSS.escape(answer.element)}"]`);
  if (row) row.prepend(panel);
  else form.before(panel);
}

/** The sign-in page's own form, here; `then` is called with the new token (empty: just try again). */
export async function askToSignIn(form, then) {
  const panel = open(form, "signin", "signin");
  if (!panel) return;
  does(panel, "again", () => then(""));
  form.before(panel);
  panel.focus();
  const address = panel.querySelector("a[href]").href;
  try {
    const page = parse(await (await fetch(address, { credentials: "same-origin" })).text());
    showForm(panel, page, address, then);
  } catch (error) {
    // Without the form the link to the sign-in page and "try again" remain.
  }
}

function showForm(panel, page, address, then) {
  const found = page.querySelector("main form[method=post]");
  if (!found) return;
  const form = document.importNode(found, true);
  const errors = page.querySelector(".errors");
  slot(panel, "form").replaceChildren(...(errors ? [document.importNode(errors, true)] : []), form);
  form.querySelector("input:not([type=hidden])")?.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const action = new URL(found.getAttribute("action") || address, address).href;
    const response = await fetch(action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
    const next = parse(await response.text());
    const renewed = tokenOf(next);
    if (!renewed) {
      showForm(panel, next, response.url || action, then);
      return;
    }
    panel.remove();
    then(renewed);
  });
}
