import assert from "node:assert/strict";
import { languageOf } from "../../../server/languages/index";
import type { Language, Reference, Wrappers } from "../../../server/languages/reference";
import { processorTime } from "../../processorTime";
import { renderNotes, withCursor, withNotes } from "../../marked";

/** A language by an editor's id for it. */
export function language(languageId: string): Language {
  return languageOf(languageId, "")!;
}

/**
 * Holds the references of a text to the notes under its lines: `^^^ read`, `^^^ read optional alias`, `^^^ inline tag`. Without
 * notes there are none.
 */
export function checkReferences(languageId: string, marked: string): void {
  const { text } = withNotes(marked);
  const references = language(languageId).references(text, languageId);
  for (const reference of references) checkSpan(text, reference);
  assert.equal(renderNotes(text, notesOf(references)), renderNotes(text, withNotes(marked).notes));
}

/** A span holds just its name; but a field of a settings class stands for the name in capitals. */
export function checkSpan(text: string, { name, start, end, via }: Reference): void {
  const written = text.slice(start, end);
  assert.equal(via === "schema" && written !== name ? written.toUpperCase() : written, name);
}

/** The same of a module that imports others, each of which may import those before it. */
export function checkImported(languageId: string, texts: Readonly<Record<string, string>>, marked: string): void {
  const { modules } = language(languageId);
  const imports = new Map<string, Wrappers>();
  for (const [specifier, text] of Object.entries(texts))
    imports.set(specifier, modules!.read(text, languageId, undefined, new Map(imports)).exported);
  const { text, notes } = withNotes(marked);
  const { references } = modules!.read(text, languageId, undefined, imports);
  assert.equal(renderNotes(text, notesOf(references)), renderNotes(text, notes));
}

/** References as the notes that stand for them. */
function notesOf(references: readonly Reference[]) {
  return references.map((reference) => ({ ...reference, words: words(reference) }));
}

function words({ kind, form, optional, via }: Reference): string {
  const ofForm = form === "tag" ? ["tag"] : [];
  return [kind, ...ofForm, ...(optional ? ["optional"] : []), ...(via === "direct" ? [] : [via])].join(" ");
}

/**
 * What completion would replace at the cursor, in brackets, and what it would add behind the name: `process.env.[OPE█N]`, or
 * `process.env["[█]"]`. A text without brackets says that there is nothing to complete.
 */
export function contextAt(languageId: string, marked: string): string {
  const { text, offset } = withCursor(marked);
  const context = language(languageId).contextAt(text, offset, languageId);
  if (context === undefined) return "none";
  const replaced = `${text.slice(context.start, offset)}█${text.slice(offset, context.end)}`;
  return `${context.form} [${replaced}]${context.suffix}`;
}

const longEnough = 25_000;
const tries = 3;

/**
 * Holds the reading of a text that repeats a piece to linear time. That takes a few milliseconds; quadratic time, at only a
 * sixth of a nanosecond for each pair of characters, takes more than a hundred. Only the time of this process counts, however busy
 * the machine is.
 */
export function checkLinear(read: (text: string) => unknown, seed: string, piece: string): void {
  const text = seed + piece.repeat(Math.ceil(longEnough / piece.length));
  const times: number[] = [];
  do times.push(processorTime(() => read(text)));
  while (Math.min(...times) >= 100 && times.length < tries);
  assert.ok(Math.min(...times) < 100, `${JSON.stringify(piece)} takes ${times.join(", ")} ms`);
}
