/** Polls until `probe` gives something truthy; the last thing it gave is in the error. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  timeoutMilliseconds = 5000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + timeoutMilliseconds;
  for (;;) {
    const found = await probe();
    if (found) return found as Exclude<T, false | null | undefined>;
    if (Date.now() > end)
      throw new Error(`Waited ${timeoutMilliseconds} ms for ${what}; the last was ${String(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
