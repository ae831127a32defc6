/**
 * What Node.js is started with for the language server. V8 lets the space for young objects grow to 16 MB three times over
 * while a workspace is read, and never gives it back; with 2 MB it reads as fast (`test/bench/memory.ts`, `indexing.ts`). Any
 * flag costs 25 ms at the start, as Node.js then does without its own cache of code (`test/bench/start.ts`): once for each
 * window, against 36 MB for as long as it is open.
 */
export const serverFlags: readonly string[] = ["--max-semi-space-size=2"];
