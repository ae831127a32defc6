import type { Severity } from "../../../shared/settings";
import type { Declaration, KnownName, ManifestReading } from "../../manifests/manifest";
import type { Problem, ProblemCode } from "../problem";

/** What a manifest has a name for: what it needs, gives and lists. */
export type Entry = Declaration | KnownName;

/** All entries of a manifest; none when the file is no manifest. */
export function entriesOf(manifest: ManifestReading | undefined): readonly Entry[] {
  return [...(manifest?.declarations ?? []), ...(manifest?.known ?? [])];
}

/** A problem with the name of an entry. */
export function problemAt(
  { name, nameSpan }: Entry,
  found: { readonly code: ProblemCode; readonly severity: Exclude<Severity, "off">; readonly message: string },
): Problem {
  return { ...found, start: nameSpan.start, end: nameSpan.end, name };
}
