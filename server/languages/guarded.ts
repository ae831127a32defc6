import type { Reference } from "./reference";

/** A piece of a text. Offsets are UTF-16 code units. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** What a question whether a name is there means for the code around it. */
export interface Consequence {
  readonly reference: Reference;
  /** Without the name the code fails: it throws, or ends the process with an error. */
  readonly isDemanded: boolean;
  /** Where the code only gets to with the name. */
  readonly regions: readonly Region[];
}

/**
 * The references with what is asked about their names: a demanded name is required where it is asked for, and a read that is
 * only reached with the name gets along without it.
 */
export function withConsequences(
  references: readonly Reference[],
  consequences: readonly Consequence[],
): readonly Reference[] {
  const demanded = new Set(consequences.filter(({ isDemanded }) => isDemanded).map(({ reference }) => reference));
  const guarded = regionsByName(consequences);
  if (demanded.size === 0 && guarded.size === 0) return references;
  return references.map((reference) => {
    const { name, kind, optional, start } = reference;
    if (kind !== "read") return reference;
    if (demanded.has(reference)) return { ...reference, optional: false };
    return !optional && isInside(start, guarded.get(name) ?? []) ? { ...reference, optional: true } : reference;
  });
}

/** By name, in order and apart from each other. */
function regionsByName(consequences: readonly Consequence[]): ReadonlyMap<string, readonly Region[]> {
  const all = new Map<string, Region[]>();
  for (const { reference, isDemanded, regions } of consequences) {
    if (isDemanded || regions.length === 0) continue;
    const known = all.get(reference.name);
    if (known === undefined) all.set(reference.name, [...regions]);
    else known.push(...regions);
  }
  return new Map([...all].map(([name, regions]) => [name, united(regions)]));
}

function united(regions: readonly Region[]): readonly Region[] {
  const apart: Region[] = [];
  for (const region of regions.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last === undefined || last.end < region.start) apart.push(region);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, region.end) };
  }
  return apart;
}

function isInside(offset: number, regions: readonly Region[]): boolean {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return offset < (regions[low - 1]?.end ?? -1);
}
