import assert from "node:assert/strict";
import { mayHoldAccessors, mayHoldReferencesInBytes } from "../../../server/languages/prefilter";
import type { Language, NameContext, Reference } from "../../../server/languages/reference";
import { checkLinear, checkSpan, language } from "./check";

/** Holds a language to what every one of them promises, whatever the text. */
export function checkPromises(of: Language, languageId: string, text: string): void {
  const references = of.references(text, languageId);
  checkPlaces(text, references);
  if (references.length > 0) {
    const isInline = references.every(({ form }) => form !== "accessor");
    assert.ok(isInline || mayHoldAccessors(text, of), "the filter lets pass what holds references");
    assert.ok(mayHoldReferencesInBytes(Buffer.from(text), of), "and so does the filter over bytes");
  }
}

/** Reads a text the ways the server does, and holds what comes back to what every language promises. */
export function checkReading(languageId: string, text: string, editedAt: number): void {
  const of = language(languageId);
  checkPromises(of, languageId, text);
  checkPlaces(text, of.references(text, languageId, editedAt));
  const context = of.contextAt(text, editedAt, languageId);
  if (context !== undefined) checkContext(of, text, { ...context, languageId, offset: editedAt });
}

/** What completion would write at the cursor has to be a reference. */
function checkContext(
  of: Language,
  text: string,
  context: NameContext & { readonly languageId: string; readonly offset: number },
): void {
  const { form, start, end, suffix, languageId, offset } = context;
  assert.ok(0 <= start && start <= offset && offset <= end && end <= text.length, "what is replaced is at the cursor");
  const written = form === "angle" ? "<SOME_NAME>" : `SOME_NAME${suffix}`;
  const at = start + written.indexOf("SOME_NAME");
  const completed = text.slice(0, start) + written + text.slice(end);
  const found = of.references(completed, languageId, at).find((reference) => reference.start === at);
  assert.equal(found?.name, "SOME_NAME", "what is completed is a reference");
  assert.equal(found.form, form);
}

function checkPlaces(text: string, references: readonly Reference[]): void {
  let last = 0;
  for (const reference of references) {
    const { start, end, kind } = reference;
    checkSpan(text, reference);
    assert.ok(end > start && start >= last, "references come in order, each once, and none within another");
    // What a name is computed from may hold names of its own.
    last = kind === "dynamic" ? start + 1 : end;
  }
}

/** A text to read, where somebody types in it, and what is looked at. */
export interface Case {
  /** What comes out; what comes out when much of it was read before; how long very many of it take. */
  readonly check: "reading" | "typing" | "time";
  readonly languageId: string;
  readonly text: string;
  readonly editedAt: number;
}

/** A text that is read again near the last change rather than as a whole, if its language knows how. */
const large = 20_000;

/** Holds a language to one of its promises. */
export function checkCase({ check, languageId, text, editedAt }: Case): void {
  if (check === "reading") checkReading(languageId, text, editedAt);
  else if (check === "typing") checkTyping(languageId, text, editedAt);
  else if (text !== "") checkLinear((repeated) => language(languageId).references(repeated, languageId), "", text);
}

/** What was read before must not make a difference: a large text comes out as if nobody had typed in it. */
function checkTyping(languageId: string, text: string, editedAt: number): void {
  const { references } = language(languageId);
  const around = `${text}\n`.repeat(Math.ceil(large / (text.length + 1)));
  const before = around + text.slice(0, editedAt) + around;
  const after = around + text.slice(0, editedAt + 1) + around;
  const cursor = around.length + Math.min(editedAt + 1, text.length);
  references("process.env.A", languageId, 0);
  const afresh = references(after, languageId, cursor);
  references("process.env.A", languageId, 0);
  references(before, languageId, cursor - 1);
  assert.deepEqual(references(after, languageId, cursor), afresh, "what was read before makes no difference");
}
