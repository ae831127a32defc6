import { contextFrom } from "../context";
import { inTokens, lexBraces, lexInto } from "../lex";
import type { Lexer, Range } from "../lexer";
import type { LexicalTable } from "../lexicalTable";
import type { Findings, ImportedWrappers, Language, Reference } from "../reference";
import { filter, javascript, mayHoldAny, referencesIn } from "./javascript";
import { markupTable, typescriptTable } from "./syntax";

/** Vue, Svelte and Astro: scripts, and what is code in the markup around them. */
export const components: Language = {
  id: "components",
  languageIds: ["vue", "svelte", "astro"],
  fileNames: [".vue", ".svelte", ".astro"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  ...(javascript.modules === undefined ? {} : { modules: { ...javascript.modules, read } }),
  accessor: javascript.accessor,
};

/** What a component exports itself is not looked for. */
function read(...text: Parameters<typeof findReferences>): Findings {
  return { references: findReferences(...text), exported: new Map() };
}

function findReferences(
  text: string,
  languageId: string,
  editedAt?: number,
  imports?: ImportedWrappers,
): readonly Reference[] {
  if (imports === undefined && !mayHoldAny(text)) return [];
  return inTokens(text, { table: componentTable(languageId), editedAt }, (tokens) => referencesIn(tokens, imports));
}

const tables = new Map<string, LexicalTable>();

/** How the components of a language are read: what is between two things that matter in markup has no tokens. */
function componentTable(languageId: string): LexicalTable {
  const known = tables.get(languageId);
  if (known !== undefined) return known;
  const table = { ...typescriptTable, part: partReader(languageId) };
  tables.set(languageId, table);
  return table;
}

function partReader(languageId: string): (lexer: Lexer) => void {
  const pattern = languageId === "vue" ? points.vue : points.other;
  return (lexer) => {
    if (languageId === "astro" && lexer.position === 0 && readFrontMatter(lexer)) return;
    pattern.lastIndex = lexer.position;
    const match = pattern.exec(lexer.text);
    lexer.position =
      match === null ? lexer.end : Math.max(match.index + 1, readPoint(lexer, languageId, match.index, match[0]));
  };
}

/** Astro's script between two lines of `---`. */
function readFrontMatter(lexer: Lexer): boolean {
  const { text } = lexer;
  const opening = /^\s*---\r?\n/.exec(text)?.[0].length;
  if (opening === undefined) return false;
  const close = text.indexOf("\n---", opening - 1);
  const to = close < 0 ? text.length : close;
  readScript(lexer, typescriptTable, { from: opening, to });
  lexer.position = Math.min(text.length, to + 4);
  return true;
}

/** What starts something that matters in markup: a comment, a script, a style, a directive of Vue, a hole. */
const points = {
  vue: /<!--|<(?:script|style)\b[^>]{0,2000}>|(?<=\s)(?:v-[\w.:-]+|[:@#][\w.:[\]-]+)=["']|\{\{/g,
  other: /<!--|<(?:script|style)\b[^>]{0,2000}>|\{/g,
};

/** Reads what starts at a point, and gives the offset behind it. */
function readPoint(lexer: Lexer, languageId: string, start: number, opening: string): number {
  if (opening.startsWith("{")) return readHole(lexer, languageId, start);
  const inside = start + opening.length;
  if (opening === "<!--") return endOf(lexer, inside, "-->", opening);
  if (opening.startsWith("<style")) return endOf(lexer, inside, "</style");
  const isScript = opening.startsWith("<script");
  const to = isScript ? endOf(lexer, inside, "</script") : endOf(lexer, inside, opening.slice(-1), "=");
  readScript(lexer, isScript ? tableOf(opening) : typescriptTable, { from: inside, to });
  return to;
}

/** Svelte's `{#if`, `{:else`, `{/if}` and `{@html` are words in front of an expression. */
const blockWord = /\{[#:/@]\w*/y;

function readHole({ tokens, sealed }: Lexer, languageId: string, start: number): number {
  blockWord.lastIndex = start;
  const word = languageId === "svelte" ? blockWord.exec(tokens.text)?.[0] : undefined;
  if (word?.startsWith("{/") === true) return start + word.length;
  const table = languageId === "astro" ? markupTable : typescriptTable;
  return lexBraces(tokens, table, { from: start, to: start + (word?.length ?? 1) }, sealed);
}

function readScript({ tokens, sealed }: Lexer, table: LexicalTable, range: Range): void {
  const isReached = sealed !== undefined && sealed.from < range.to && sealed.to > range.from;
  lexInto(tokens, table, range, isReached ? { from: sealed.from, to: Math.min(sealed.to, range.to) } : undefined);
}

/**
 * Where `closing` comes next. What is never closed has run away, and so has what `stray` stands in: a comment that another
 * one starts in, a value up to the quote behind the next `=`.
 */
function endOf({ tokens, sealed }: Lexer, from: number, closing: string, stray?: string): number {
  const { text } = tokens;
  const found = text.indexOf(closing, from);
  if (found >= 0 && (stray === undefined || !isStray(text, from, found, stray))) return found;
  tokens.runaways++;
  const isSealed = sealed !== undefined && from >= sealed.from && from <= sealed.to;
  return isSealed ? sealed.to : found < 0 ? text.length : found;
}

function isStray(text: string, from: number, to: number, stray: string): boolean {
  return stray === "=" ? to > from && text.charAt(to - 1) === stray : text.slice(from, to).includes(stray);
}

function tableOf(scriptTag: string): LexicalTable {
  return /\blang=["']?(?:tsx|jsx)/.test(scriptTag) ? markupTable : typescriptTable;
}
