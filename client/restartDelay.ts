const delays = [0, 500, 1_000, 2_000, 5_000, 15_000, 30_000];

/** How long a server ran before its end no longer counts as one of a row of failures. */
const steadyAfter = 60_000;

/** How often the server ended in a row, after it ended once more. */
export function endsInARow(before: number, ranForMilliseconds: number): number {
  return ranForMilliseconds >= steadyAfter ? 1 : before + 1;
}

/** How long to wait before the server is started again: not at all the first time, and never longer than half a minute. */
export function restartDelay(ends: number): number {
  return delays[Math.min(Math.max(ends, 1), delays.length) - 1] ?? 0;
}
