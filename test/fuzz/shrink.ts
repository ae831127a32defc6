import type { Case } from "../pure/languages/promises";

/** For how long a text is made smaller, in milliseconds: one that takes long to read takes so each time. */
const patience = 20_000;

/** The smallest text found in time that still fails: parts are left out, larger ones first, as long as that can be. */
export function shrink(found: Case, fails: (smaller: Case) => boolean): Case {
  const end = performance.now() + patience;
  let best = found;
  for (let size = best.text.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < best.text.length && performance.now() < end;) {
      const text = best.text.slice(0, from) + best.text.slice(from + size);
      const editedAt = best.editedAt <= from ? best.editedAt : Math.max(from, best.editedAt - size);
      const smaller = { ...best, text, editedAt: Math.min(editedAt, text.length) };
      if (fails(smaller)) best = smaller;
      else from += size;
    }
  }
  return best;
}
