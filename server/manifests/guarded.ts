import type { ManifestFormat, ManifestReading, NewDeclaration, TextChange } from "./manifest";

/**
 * A format whose edits are read back before anybody gets them: whatever else a text may hold, it must come out with the names
 * that it had, and the one that is added or gone. An edit that does not do that is none. And a text that is nested more deeply
 * than a parser's stack can take is one that cannot be read.
 */
export function guarded(format: ManifestFormat): ManifestFormat {
  const read = (text: string): ManifestReading => format.read(text, "");
  return {
    ...format,
    read: (text, fileName) => within(() => format.read(text, fileName), unreadable),
    contextAt: (text, offset) => within(() => format.contextAt(text, offset), undefined),
    declare: (text, declaration) =>
      within(() => {
        const changes = format.declare(text, declaration);
        return changes && isAdded(declaration, read(text), read(withChanges(text, changes))) ? changes : undefined;
      }, undefined),
    remove: (text, nameStart) =>
      within(() => {
        const changes = format.remove(text, nameStart);
        return changes && isGone(nameStart, read(text), read(withChanges(text, changes))) ? changes : undefined;
      }, undefined),
  };
}

function within<T>(answer: () => T, otherwise: T): T {
  try {
    return answer();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

const unreadable: ManifestReading = {
  declarations: [],
  known: [],
  patterns: [],
  governs: false,
  errors: [{ message: "This file is nested too deeply to be read.", span: { start: 0, end: 1 } }],
};

function isAdded({ name, required }: NewDeclaration, before: ManifestReading, after: ManifestReading): boolean {
  const isThere =
    after.declarations.some((declaration) => declaration.name === name && declaration.required === required) ||
    after.known.some((known) => known.name === name);
  const others = ({ declarations, known }: ManifestReading): readonly string[] =>
    [...declarations, ...known].map((entry) => entry.name).filter((other) => other !== name);
  return isThere && isSound(before, after) && isSame(others(before), others(after));
}

function isGone(nameStart: number, before: ManifestReading, after: ManifestReading): boolean {
  const left = [...before.declarations, ...before.known].filter(({ nameSpan }) => nameSpan.start !== nameStart);
  const entries = [...after.declarations, ...after.known];
  return (
    isSound(before, after) &&
    isSame(
      left.map(({ name }) => name),
      entries.map(({ name }) => name),
    )
  );
}

function isSound(before: ManifestReading, after: ManifestReading): boolean {
  return after.errors.length <= before.errors.length;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join("\n") === b.join("\n");
}

/** A text after its edits, which do not overlap and stand in their order. */
function withChanges(text: string, changes: readonly TextChange[]): string {
  return changes.reduceRight(
    (result, { span, text: insert }) => result.slice(0, span.start) + insert + result.slice(span.end),
    text,
  );
}
