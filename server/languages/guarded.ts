import { addTo } from "./groups";
import type { Reference } from "./reference";
import { byStart, countUpTo } from "./sorted";

/** A piece of a text. Offsets are UTF-16 code units. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** A piece of code that is only reached with a name. */
export interface Reached extends Region {
  /** It is a branch of the question for the name, so that no other name in it is needed without that one. */
  readonly isBranch?: boolean | undefined;
}

/** What a question whether a name is there means for the code around it. */
export interface Consequence {
  readonly reference: Reference;
  /** Without the name the code fails: it throws, or ends the process with an error. */
  readonly isDemanded: boolean;
  /** Where the code only gets to with the name. */
  readonly regions: readonly Reached[];
}

/**
 * The references with what is asked about their names: a demanded name is required where it is asked for, and a read that is
 * only reached with the name, or in a branch for another one, gets along without it.
 */
export function withConsequences(
  references: readonly Reference[],
  consequences: readonly Consequence[],
): readonly Reference[] {
  const demanded = new Set(consequences.filter(({ isDemanded }) => isDemanded).map(({ reference }) => reference));
  const guarded = regionsByName(consequences);
  if (demanded.size === 0 && guarded.size === 0) return references;
  const branches = branchesOf(consequences);
  return references.map((reference) => {
    const { name, kind, start } = reference;
    if (kind !== "read") return reference;
    const isReached =
      isInside(start, branches) || (!demanded.has(reference) && isInside(start, guarded.get(name) ?? []));
    const optional = isReached || (reference.optional && !demanded.has(reference));
    return optional === reference.optional ? reference : { ...reference, optional };
  });
}

/** What tells where a program runs: on every stage it is another branch that is taken, and its names are needed there. */
const ofSurroundings =
  /^(?:CI|(?:IS_)?(?:DEV|PROD)(?:ELOPMENT|UCTION)?|MODE|STAGE|VERCEL|NETLIFY|NEXT_RUNTIME|.*ENV(?:IRONMENT)?|.*DEBUG.*|npm_.*)$/i;

/** The branches that are only taken with some name, in order and apart from each other. */
function branchesOf(consequences: readonly Consequence[]): readonly Region[] {
  return united(
    consequences.flatMap(({ reference, isDemanded, regions }) =>
      isDemanded || ofSurroundings.test(reference.name) ? [] : regions.filter(({ isBranch }) => isBranch),
    ),
  );
}

/** The references, with those as optional too that the code turns out to get along without. */
export function withSpared(
  references: readonly Reference[],
  isSpared: (reference: Reference) => boolean,
): readonly Reference[] {
  return references.map((reference) =>
    !reference.optional && isSpared(reference) ? { ...reference, optional: true } : reference,
  );
}

/** How many uses of a variable are looked at. */
const mostUses = 100;

/** How many uses are looked at in both directions. */
const mostAhead = 30;

/**
 * Whether the code gets along without what a variable was given: each of its uses, of which `startOf` and `meaningOf` say where
 * they are and what they mean, has a fallback, or is only reached with the value. `meaningOf` gives undefined where one fails.
 * `isBehind` says that a question may stand behind what it decides about: `return x if x`.
 */
export function isSparedIn<Use>(
  uses: readonly Use[],
  startOf: (use: Use) => number,
  meaningOf: (use: Use) => readonly Region[] | undefined,
  isBehind = false,
): boolean {
  const isSpared = (reached: Region[]): boolean =>
    uses.every((use) => {
      const start = startOf(use);
      if (reached.some((region) => region.start <= start && start < region.end)) return true;
      const regions = meaningOf(use);
      reached.push(...(regions ?? []));
      return regions !== undefined;
    });
  if (uses.length === 0 || uses.length > mostUses) return false;
  return (
    isSpared([]) || (isBehind && uses.length <= mostAhead && isSpared(uses.flatMap((use) => meaningOf(use) ?? [])))
  );
}

/** By name, in order and apart from each other. */
function regionsByName(consequences: readonly Consequence[]): ReadonlyMap<string, readonly Region[]> {
  const all = new Map<string, Region[]>();
  for (const { reference, isDemanded, regions } of consequences) {
    if (isDemanded || regions.length === 0) continue;
    for (const region of regions) addTo(all, reference.name, region);
  }
  return new Map([...all].map(([name, regions]) => [name, united(regions)]));
}

function united(regions: readonly Region[]): readonly Region[] {
  const apart: Region[] = [];
  for (const region of regions.toSorted(byStart)) {
    const last = apart.at(-1);
    if (last === undefined || last.end < region.start) apart.push(region);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, region.end) };
  }
  return apart;
}

function isInside(offset: number, regions: readonly Region[]): boolean {
  const count = countUpTo(offset, regions.length, (index) => regions[index]?.start);
  return offset < (regions[count - 1]?.end ?? -1);
}
