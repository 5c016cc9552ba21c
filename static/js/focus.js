// Where the focus goes: to the error summary when there is one; a link of the summary leads into the field.
import { fresh } from "./tools.js";

export function startFocus(root) {
  fresh(root, "[data-focus-first]", "Focus").forEach((summary) => {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (link && intoField(link.hash.slice(1))) event.preventDefault();
    });
  });
}

function intoField(id) {
  const target = document.getElementById(id);
  if (!target) return false;
  const control = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
  (control || target).focus();
  target.closest(".field, .field-error, fieldset, div").scrollIntoView({ block: "start" });
  return Boolean(control);
}

/** After a swap that changed the page: the new heading is read out and Tab goes on from there. */
export function toHeading(region) {
  const heading = region.querySelector("h1, h2, [data-focus-target]");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
