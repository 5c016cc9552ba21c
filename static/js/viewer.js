// The viewer of materials: zoom and turn by classes, so that no style is written from here.
// <button data-view="zoom|turn|fit" data-view-of="#page">
import { fresh } from "./tools.js";

export function startViewer(root) {
  fresh(root, "button[data-view]", "View").forEach((button) => {
    button.addEventListener("click", () => apply(button.dataset.view, document.querySelector(button.dataset.viewOf)));
  });
}

function apply(act, page) {
  if (!page) return;
  if (act === "fit") {
    page.dataset.zoom = page.dataset.turn = "0";
  } else {
    const steps = act === "zoom" ? 3 : 4;
    page.dataset[act] = String((Number(page.dataset[act] || 0) + 1) % steps);
  }
  page.classList.remove("zoom-1", "zoom-2", "turn-1", "turn-2", "turn-3");
  if (Number(page.dataset.zoom)) page.classList.add(`zoom-${page.dataset.zoom}`);
  if (Number(page.dataset.turn)) page.classList.add(`turn-${page.dataset.turn}`);
}
