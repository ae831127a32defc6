import type { Language } from "./reference";

/** A text, or the bytes of a file. */
interface Searchable {
  includes(needle: string): boolean;
}

const inlineInText = /<(?:[A-Z][A-Z0-9_]+>|secret>)/;

/** Whether a text can hold any reference at all. Cheap; when in doubt, true. */
export function mayHoldReferences(text: string, language: Pick<Language, "needles" | "inline">): boolean {
  return holdsNeedles(text, language) || (language.inline && inlineInText.test(text));
}

/** The same of a file's bytes (a `Buffer` searches for ASCII as it is), before anything is decoded. */
export function mayHoldReferencesInBytes(
  bytes: Uint8Array & Searchable,
  language: Pick<Language, "needles" | "inline">,
): boolean {
  return holdsNeedles(bytes, language) || (language.inline && holdsInline(bytes));
}

function holdsNeedles(searchable: Searchable, { needles }: Pick<Language, "needles">): boolean {
  return needles.some((line) => line.every((needle) => searchable.includes(needle)));
}

const less = 60;

/** `<` before two characters of a name in capitals, or `<secret>`. */
function holdsInline(bytes: Uint8Array & Searchable): boolean {
  for (let at = bytes.indexOf(less); at >= 0; at = bytes.indexOf(less, at + 1))
    if (isCapital(bytes[at + 1]) && isNamePart(bytes[at + 2])) return true;
  return bytes.includes("<secret>");
}

function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 65 && byte <= 90;
}

function isNamePart(byte: number | undefined): boolean {
  return byte !== undefined && (isCapital(byte) || byte === 95 || (byte >= 48 && byte <= 57));
}
