import assert from "node:assert/strict";
import { manifestFormatOf, readManifest } from "../../../server/manifests/index";
import type { NewDeclaration, TextChange } from "../../../server/manifests/manifest";

/** What a manifest says, a line for each declaration: `NAME required: description`. */
export function read(fileName: string, text: string): string[] {
  const reading = readManifest(fileName, text)!;
  for (const { name, nameSpan } of [...reading.declarations, ...reading.known])
    assert.equal(text.slice(nameSpan.start, nameSpan.end), name, "a span holds just its name");
  return reading.declarations.map(({ name, required, description }) =>
    `${name} ${required ? "required" : "optional"}${description === "" ? "" : `: ${description}`}`.trim(),
  );
}

/** The names that a manifest gives or lets through, and the patterns of such names: `NAME given`, `NAME_* but NAME_X`. */
export function known(fileName: string, text: string): string[] {
  read(fileName, text);
  const { known: names, patterns } = readManifest(fileName, text)!;
  return [
    ...names.map(({ name, kind }) => `${name} ${kind}`),
    ...patterns.map(({ pattern, except }) => [pattern, ...except].join(" but ")),
  ];
}

/** The text after declaring a name; undefined when that cannot be done. */
export function declare(
  fileName: string,
  text: string,
  name: string,
  { required = true, description = "" }: Partial<NewDeclaration> = {},
): string | undefined {
  return apply(text, manifestFormatOf(fileName)!.declare(text, { name, required, description }));
}

/** The text after taking out the last entry of this name; undefined when that cannot be done. */
export function removeLast(fileName: string, text: string, name: string): string | undefined {
  const { declarations, known: names } = readManifest(fileName, text)!;
  const entry = [...declarations, ...names].filter((each) => each.name === name).at(-1);
  if (entry === undefined) throw new Error(`${fileName} has no ${name}`);
  return apply(text, manifestFormatOf(fileName)!.remove(text, entry.nameSpan.start));
}

function apply(text: string, changes: readonly TextChange[] | undefined): string | undefined {
  return changes?.reduceRight(
    (result, { span, text: insert }) => result.slice(0, span.start) + insert + result.slice(span.end),
    text,
  );
}
