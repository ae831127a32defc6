import type { Language } from "./reference";

/** Where a word of code is being typed that a whole accessor could take the place of. Offsets are UTF-16 code units. */
export interface WordOfCode {
  readonly start: number;
  readonly end: number;
}

const probe = "INLINE_SECRETS_PROBE";

/** In these, a bare word is a key, a value or a command far more often than the beginning of a name. */
const notCode: ReadonlySet<string> = new Set([
  "shell",
  "powershell",
  "dockerfile",
  "hcl",
  "yaml",
  "json",
  "toml",
  "dotenv",
  "markdown",
  "plaintext",
]);

/**
 * The capital letters before the cursor, where `process.env.NAME` in their place would be a reference: not in a string or a
 * comment, and not behind a dot.
 */
export function wordOfCodeAt(
  language: Language,
  text: string,
  { offset, languageId }: { readonly offset: number; readonly languageId: string },
): WordOfCode | undefined {
  if (notCode.has(language.id)) return undefined;
  const typed = /(?<![\w$.#@"'`<-])[A-Z][A-Z0-9_]+$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0];
  if (typed === undefined) return undefined;
  const start = offset - typed.length;
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + 100))?.[0].length ?? 0);
  const accessor = language.accessor(probe);
  const at = start + accessor.indexOf(probe);
  const found = language
    .references(text.slice(0, start) + accessor + text.slice(end), languageId, at)
    .find((reference) => reference.start === at);
  return found?.name === probe && found.kind === "read" ? { start, end } : undefined;
}
