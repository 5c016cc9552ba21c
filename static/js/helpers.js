// Print, copy, the clock of the bar, menus that close. Their buttons are hidden without script.
import { announce, fresh } from "./tools.js";

export function startHelpers(root) {
  fresh(root, "[data-print]", "Print").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  fresh(root, "[data-copy]", "Copy").forEach(copying);
  fresh(root, "[data-clock]", "Clock").forEach(ticking);
  fresh(root, "details[data-drop]", "Drop").forEach(closing);
  fresh(root, "[data-auto-submit]", "Submit").forEach((form) => {
    form.addEventListener("change", () => form.requestSubmit());
  });
  fresh(root, "[data-check-all]", "All").forEach((box) => {
    box.addEventListener("change", () => {
      document.querySelectorAll(box.dataset.checkAll).forEach((other) => { other.checked = box.checked; });
    });
  });
}

function copying(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(button.dataset.copied);
  });
}

function ticking(place) {
  const clock = place.querySelector("b");
  const format = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "Asia/Shanghai" });
  setInterval(() => { clock.textContent = format.format(new Date()); }, 1000);
}

function closing(menu) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
