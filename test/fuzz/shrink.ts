import type { Case } from "../pure/languages/promises";

/** The smallest text found that still fails: parts are left out, larger ones first, as long as that can be. */
export function shrink(found: Case, fails: (smaller: Case) => boolean): Case {
  let best = found;
  for (let size = best.text.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < best.text.length;) {
      const text = best.text.slice(0, from) + best.text.slice(from + size);
      const editedAt = best.editedAt <= from ? best.editedAt : Math.max(from, best.editedAt - size);
      const smaller = { ...best, text, editedAt: Math.min(editedAt, text.length) };
      if (fails(smaller)) best = smaller;
      else from += size;
    }
  }
  return best;
}
