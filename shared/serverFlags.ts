/**
 * What Node.js is started with for the language server. V8 lets the space for young objects grow to 16 MB three times over
 * while a workspace is read, and never gives it back; with 2 MB it reads as fast (`test/bench/memory.ts`, `indexing.ts`).
 */
export const serverFlags: readonly string[] = ["--max-semi-space-size=2"];
