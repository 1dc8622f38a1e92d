// What was typed and not yet acknowledged, in the browser's own database: it outlives the tab, the network, the server.

const STORE = "drafts";

let opening;

/**
 * @typedef {{post: string, branch: string, draft: object, at: number}} Entry
 * `branch` names the editor, `at` is the time of the last edit in milliseconds.
 */

/** Keep an entry in place of the earlier one of the same editor; resolves when the database has it. */
export const keep = (entry) => transact("readwrite", (store) => store.put(entry));

/** Forget what an editor kept: the server has it, or its author does not want it. */
export const forget = ({ post, branch }) => transact("readwrite", (store) => store.delete([post, branch]));

/** Return all entries of a post, the latest first. */
export async function entries(post) {
  const range = IDBKeyRange.bound([post, ""], [post, "\uffff"]);
  const found = await transact("readonly", (store) => store.getAll(range));
  return found.sort((one, other) => other.at - one.at);
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("longwave-studio", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: ["post", "branch"] });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function transact(mode, action) {
  const transaction = (await open()).transaction(STORE, mode, { durability: "strict" });
  const asked = action(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
