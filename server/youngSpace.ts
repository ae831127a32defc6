import { cachedDataVersionTag, setFlagsFromString } from "node:v8";

/**
 * Keeps V8's space for young objects as small as it is, mostly at the 1 MB that it begins with. It would grow to 16 MB three
 * times over while a workspace is read, and never shrink; small, it reads as fast (`test/bench/memory.ts`, `indexing.ts`).
 * V8 asks for the factor each time it wants to grow the space. As a flag of the command line it would cost 25 ms at the
 * start: Node.js then does without the code that is compiled into it. Modules of Node.js that are loaded after this do so too.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Does something as if that had not been said yet: V8 takes compiled code only under the flags it was made with. */
export function withInitialFlags<T>(work: () => T): T {
  const before = cachedDataVersionTag();
  setFlagsFromString("--semi-space-growth-factor=2");
  const wasSmall = cachedDataVersionTag() !== before;
  try {
    return work();
  } finally {
    if (wasSmall) keepYoungSpaceSmall();
  }
}
