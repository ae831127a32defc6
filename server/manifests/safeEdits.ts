import type { ManifestFormat, ManifestReading, TextChange } from "./manifest";

/**
 * A format whose edits are read back before anybody gets them: whatever else a text may hold, it must come out with the names
 * that it had, and the one that is added or gone. An edit that does not do that is none.
 */
export function withSafeEdits(format: ManifestFormat): ManifestFormat {
  const read = (text: string): ManifestReading => format.read(text, "");
  return {
    ...format,
    declare: (text, declaration) => {
      const changes = format.declare(text, declaration);
      if (changes === undefined) return undefined;
      const [before, after] = [read(text), read(withChanges(text, changes))];
      const isOther = (name: string): boolean => name !== declaration.name;
      const isThere = namesIn(after).includes(declaration.name);
      return isThere &&
        isSound(before, after) &&
        isSame(namesIn(before).filter(isOther), namesIn(after).filter(isOther))
        ? changes
        : undefined;
    },
    remove: (text, nameStart) => {
      const changes = format.remove(text, nameStart);
      if (changes === undefined) return undefined;
      const [before, after] = [read(text), read(withChanges(text, changes))];
      const left = entriesOf(before).filter(({ nameSpan }) => nameSpan.start !== nameStart);
      return isSound(before, after) &&
        isSame(
          left.map(({ name }) => name),
          namesIn(after),
        )
        ? changes
        : undefined;
    },
  };
}

function isSound(before: ManifestReading, after: ManifestReading): boolean {
  return after.errors.length <= before.errors.length;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join("\n") === b.join("\n");
}

function namesIn(reading: ManifestReading): readonly string[] {
  return entriesOf(reading).map(({ name }) => name);
}

function entriesOf({ declarations, known }: ManifestReading) {
  return [...declarations, ...known];
}

/** A text after its edits, which do not overlap and stand in their order. */
function withChanges(text: string, changes: readonly TextChange[]): string {
  return changes.reduceRight(
    (result, { span, text: insert }) => result.slice(0, span.start) + insert + result.slice(span.end),
    text,
  );
}
