/** How many of `count` numbers are at most `limit`. They rise. */
export function countUpTo(limit: number, count: number, numberAt: (index: number) => number | undefined): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numberAt(middle) ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For `sort`: in the order that things stand in a text. */
export function byStart(a: Place, b: Place): number {
  return a.start - b.start;
}

interface Place {
  readonly start: number;
}
