// Small things several modules share.

/** Elements under root (root included) that match and were not started by this module before. */
export function fresh(root, selector, key) {
  const found = [...root.querySelectorAll(selector)];
  if (root.matches && root.matches(selector)) found.unshift(root);
  return found.filter((element) => {
    const name = `started${key}`;
    if (element.dataset[name]) return false;
    element.dataset[name] = "1";
    return true;
  });
}

/** Says a short sentence to a screen reader; the live region itself is never replaced. */
export function announce(words) {
  const live = document.getElementById("live");
  if (live && words) live.textContent = words;
}

/** The CSRF token of a form, or of any form on the page. */
export function token(form) {
  const input = (form || document).querySelector("input[name=csrfmiddlewaretoken]");
  return input ? input.value : "";
}

/** An element with class, text and attributes. */
export function make(tag, css = "", text = "", attributes = {}) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  if (text) element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}
