import type { Page } from "playwright-core";

/** Everything that the page keeps in the browser, as text. */
export async function browserStorage(page: Page): Promise<string> {
  return String(await page.evaluate(readStorage));
}

/** Runs in the page, and is written down as text because this project is compiled without the types of a browser. */
const readStorage = `(async () => {
  const bytesAsText = (_key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value;
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      const all = await new Promise((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      found.push(JSON.stringify(all, bytesAsText));
    }
    database.close();
  }
  return found.join("\\n");
})()`;
