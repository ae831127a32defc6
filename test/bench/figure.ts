/** What a figure has to reach. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** A figure of the table that `npm run bench` prints. */
export interface Figure {
  readonly measure: string;
  readonly value: number;
  /** As it stands behind the number: `%`, `ms`; nothing for a ratio. */
  readonly unit?: string;
  /** Left out for what is only stated. */
  readonly target?: Target;
  readonly digits?: number;
}

const mark = "▸ ";
const between = " | ";

/** Says a figure on a line of its own; `npm run bench` picks it up from there, wherever it was said. */
export function say({ measure, value, unit = "", target, digits = 2 }: Figure): void {
  const written = (number: string): string => `${number} ${unit}`.trimEnd();
  const goal = target === undefined ? "" : `${"atLeast" in target ? "≥" : "≤"} ${written(`${limitOf(target)}`)}`;
  const verdict = target === undefined ? "" : isReached(value, target) ? "yes" : "no";
  console.log(mark + [measure, goal, written(value.toFixed(digits)), verdict].join(between));
}

/** The cells of all figures that were said in an output. */
export function figuresIn(output: string): readonly (readonly string[])[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length).split(between));
}

/** The value that a part of all values does not exceed: 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? NaN;
}

function limitOf(target: Target): number {
  return "atLeast" in target ? target.atLeast : target.atMost;
}

function isReached(value: number, target: Target): boolean {
  return "atLeast" in target ? value >= target.atLeast : value <= target.atMost;
}
