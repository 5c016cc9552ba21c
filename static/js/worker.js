// One Window's service worker: it keeps the page working on a poor network. It decides nothing about anybody's
// data: portal/device.py says with each page whether, for whom and until when it may be kept. Served from the
// site's root by portal/views/offline.py, which puts `const SITE = {…}` before these lines.
const SHELL = `shell-${SITE.version}`; // what the page for "no network" needs
const STATIC = "static";
const KEPT = "kept-"; // one cache for one person; never two of them
const NOBODY = "nobody";
const MOST = { pages: 30, files: 150 };
const PATIENCE = 10000; // ms until a page that was kept is shown in place of one that does not come
let forgotten = 0;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // Who comes in may be somebody else: what was kept waits for the next page of whoever it was kept for.
  if (request.method === "POST" && SITE.doors.includes(url.pathname)) event.waitUntil(forgetOthers(NOBODY));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith(SITE.files)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

async function install() {
  const shell = await caches.open(SHELL);
  // Without cookies: nothing in it may be about anybody.
  await shell.addAll(SITE.shell.map((url) => new Request(url, { credentials: "omit", cache: "no-cache" })));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Style sheets and scripts: the network's, and while it fails the copy of last time. */
async function file(request) {
  try {
    const answer = await fetch(request);
    if (answer.status === 200) await put(STATIC, request, answer.clone(), MOST.files);
    return answer;
  } catch (error) {
    return (await caches.match(request, { ignoreVary: true })) || Response.error();
  }
}

/** A page: the network's, else as it was last kept, else the calm page that says there is no network. */
async function page(event) {
  const { request } = event;
  const round = forgotten;
  const copy = await keptCopy(request);
  const fresh = fetch(request).then((answer) => {
    event.waitUntil(note(request, answer.clone(), round));
    return answer;
  });
  try {
    return copy ? await Promise.race([fresh, late()]) : await fresh;
  } catch (error) {
    fresh.catch(() => undefined);
    return (copy && shown(copy)) || caches.match(SITE.offline, { ignoreVary: true });
  }
}

function late() {
  return new Promise((_resolve, reject) => { setTimeout(() => reject(new Error("late")), PATIENCE); });
}

/** Obeys the two headers of a page that came. */
async function note(request, answer, round) {
  const person = answer.headers.get("X-Kept-For");
  if (!person) return;
  await forgetOthers(person);
  const until = Number(answer.headers.get("X-Keep-Until"));
  if (!until || answer.status !== 200 || person === NOBODY) return;
  await put(KEPT + person, request.url, answer, MOST.pages);
  if (round !== forgotten) await forgetOthers(NOBODY); // signed out while it was on its way
}

async function forgetOthers(person) {
  if (person === NOBODY) forgotten += 1;
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(KEPT) && name !== KEPT + person);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function put(name, request, answer, most) {
  const cache = await caches.open(name);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

async function keptCopy(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
  if (!names.length) return null;
  const cache = await caches.open(names[0]);
  const copy = await cache.match(request.url, { ignoreVary: true });
  if (!copy || Number(copy.headers.get("X-Keep-Until")) > Date.now()) return copy;
  await cache.delete(request.url, { ignoreVary: true });
  return null;
}

/** The page itself says how old it is, in words that wait in it; here they are uncovered. */
async function shown(copy) {
  const text = (await copy.text()).replace(' data-kept hidden', " data-kept");
  const headers = new Headers(copy.headers);
  ["Content-Encoding", "Content-Length"].forEach((name) => headers.delete(name));
  return new Response(text, { status: 200, headers });
}
