// A second click on a button that already sends does nothing. The server is idempotent anyway; this only
// spares people the doubt. A page restored from the back-forward cache is ready again.
import { fresh } from "./tools.js";

export function startOnce(root) {
  fresh(root, "form[method=post]", "Once").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      const button = event.submitter;
      if (button) setTimeout(() => button.setAttribute("aria-busy", "true"), 200);
    });
  });
}

export function ready(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (document.querySelector("[data-fresh-when-back]")) window.location.reload();
  else document.querySelectorAll("form[data-sent]").forEach(ready);
});
