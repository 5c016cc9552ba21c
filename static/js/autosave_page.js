// A fresh copy of the page one is on: its token after signing in again, and its rows when answers ask for more.

export async function fetchPage() {
  const response = await fetch(window.location.pathname + window.location.search, {
    credentials: "same-origin",
    headers: { Accept: "text/html" },
  });
  return parse(await response.text());
}

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** The token of the same form on a fresh page; empty when the page is the sign-in page. */
export function tokenOf(page) {
  return page.querySelector("form[data-autosave-form] input[name=csrfmiddlewaretoken]")?.value || "";
}

export function shownRows(form) {
  return [...form.querySelectorAll(":scope > [data-row]")].map((row) => row.dataset.row);
}

/** Puts in the rows that are new and takes out those that are gone, never the one with the focus. Gives the new ones. */
export function mergeRows(form, page) {
  const rows = [...page.querySelectorAll("form[data-autosave-form] > [data-row]")];
  const wanted = rows.map((row) => row.dataset.row);
  const here = new Map([...form.querySelectorAll(":scope > [data-row]")].map((row) => [row.dataset.row, row]));
  here.forEach((row, name) => {
    if (!wanted.includes(name) && !row.contains(document.activeElement)) row.remove();
  });
  const added = [];
  let previous = null;
  rows.forEach((row) => {
    const name = row.dataset.row;
    if (!here.has(name)) {
      const copy = document.importNode(row, true);
      if (previous) previous.after(copy);
      else form.querySelector(":scope > [data-row]")?.before(copy);
      here.set(name, copy);
      added.push(name);
    }
    previous = here.get(name);
  });
  return added;
}
