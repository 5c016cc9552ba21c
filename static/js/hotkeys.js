// Shortcuts named in the page: data-hotkey="f2", "ctrl+k", "ctrl+enter", "j". Single letters and digits work only
// while no field has the focus and only if the page allows them (html[data-letters=off] switches them off).

export function startHotkeys() {
  document.addEventListener("keydown", (event) => {
    const name = pressed(event);
    if (!name || (name.length === 1 && (typing(event.target) || lettersOff()))) return;
    const target = [...document.querySelectorAll("[data-hotkey]")].find(
      (element) => element.dataset.hotkey === name && !element.disabled,
    );
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, select, textarea")) target.focus();
    else target.click();
  });
}

function pressed(event) {
  const key = event.key.toLowerCase();
  if (["control", "shift", "alt", "meta"].includes(key)) return "";
  return `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${key}`;
}

function typing(target) {
  return target.isContentEditable || target.matches("input, select, textarea");
}

function lettersOff() {
  return document.documentElement.dataset.letters === "off";
}
