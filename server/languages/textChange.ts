/** Where two texts differ, in the first of them: what is behind that has moved by `shift`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** The one place where two texts differ. */
export function changeBetween(before: string, text: string): TextChange {
  if (before === text) return { from: text.length, to: 0, shift: 0 };
  const shorter = Math.min(before.length, text.length);
  const same = lengthInCommon(shorter, (start, end) => before.slice(start, end) === text.slice(start, end));
  const sameBehind = lengthInCommon(
    shorter - same,
    (start, end) =>
      before.slice(before.length - end, before.length - start) === text.slice(text.length - end, text.length - start),
  );
  return { from: same, to: before.length - sameBehind, shift: text.length - before.length };
}

/** How long two texts are the same: compared in large pieces first. */
function lengthInCommon(limit: number, isSame: (start: number, end: number) => boolean): number {
  let length = 0;
  for (let piece = 1 << 16; piece >= 1; piece >>= 4)
    while (length + piece <= limit && isSame(length, length + piece)) length += piece;
  return length;
}
