// Files on their way stay in the browser's own store until they have arrived: a closed tab, an expired session or an
// empty battery loses nothing. They go as soon as they are handed over, when another person signs in, and after a day.

const DAY = 24 * 60 * 60 * 1000;
const STORE = "files";
let opened;

/** The store, or null where the browser keeps none. */
function store() {
  opened = opened || new Promise((resolve) => {
    try {
      const request = indexedDB.open("ow-uploads", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch (problem) {
      resolve(null);
    }
  });
  return opened;
}

function ask(mode, act, without) {
  return store().then((found) => new Promise((resolve) => {
    if (!found) return resolve(without);
    try {
      const request = act(found.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(without);
    } catch (problem) {
      resolve(without);
    }
    return undefined;
  }));
}

/** Keeps a record, new or changed; its key, or nothing. */
export function keep(record) {
  const { id, ...rest } = record;
  const row = { ...rest, at: Date.now(), ...(id ? { id } : {}) };
  return ask("readwrite", (files) => files.put(row), undefined);
}

export function forget(id) {
  return ask("readwrite", (files) => files.delete(id), undefined);
}

/** What this person has on its way for this paper; what is old or another's is removed. */
export async function kept(owner, action) {
  const all = await ask("readonly", (files) => files.getAll(), []);
  const over = (record) => record.owner !== owner || Date.now() - record.at > DAY;
  all.filter(over).forEach((record) => forget(record.id));
  return all.filter((record) => !over(record) && record.action === action);
}
