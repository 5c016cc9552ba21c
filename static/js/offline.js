// Starts the service worker, and what a page does that was shown without a network.
import { fresh } from "./tools.js";

const AGAIN = 15000; // ms between two looks whether the network is back

export function startOffline(root) {
  fresh(root, "[data-worker]", "Worker").forEach((place) => {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register(place.dataset.worker).catch(() => undefined); // private windows refuse it
  });
  fresh(root, "[data-needs-worker]", "Needs").forEach((form) => { form.hidden = !("serviceWorker" in navigator); });
  fresh(root, "[data-kept]:not([hidden])", "Kept").forEach(whileKept);
}

/** Nothing asks for itself in vain, and when the network is back the page comes anew. */
function whileKept(banner) {
  document.querySelectorAll("[hx-get]").forEach((element) => element.removeAttribute("hx-get"));
  window.addEventListener("online", () => window.location.reload());
  setInterval(async () => {
    const answer = await fetch(banner.dataset.again, { cache: "no-store" }).catch(() => null);
    if (answer && answer.ok) window.location.reload();
  }, AGAIN);
}
