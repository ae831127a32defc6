import { contextFrom } from "../context";
import { lexBraces, lexInto } from "../lex";
import type { Range } from "../lexer";
import type { LexicalTable } from "../lexicalTable";
import type { Findings, ImportedWrappers, Language, Reference } from "../reference";
import { lineAt } from "../rereading";
import { Tokens } from "../tokens";
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
  const tokens = lexComponent(text, languageId);
  if (editedAt === undefined || tokens.runaways === 0) return referencesIn(tokens, imports);
  const sealed = lexComponent(text, languageId, lineAt(text, editedAt));
  return referencesIn(sealed.runaways <= tokens.runaways ? sealed : tokens, imports);
}

/** A component while it is being read. What starts in the sealed line and does not end as it should ends with that line. */
interface Component {
  readonly tokens: Tokens;
  readonly languageId: string;
  readonly sealed: Range | undefined;
}

function lexComponent(text: string, languageId: string, sealed?: Range): Tokens {
  const tokens = new Tokens(text, text.length);
  const component = { tokens, languageId, sealed };
  lexMarkup(component, languageId === "astro" ? lexFrontMatter(component) : 0);
  return tokens;
}

/** Astro's script between two lines of `---`; gives the offset behind it. */
function lexFrontMatter(component: Component): number {
  const { text } = component.tokens;
  const opening = /^\s*---\r?\n/.exec(text)?.[0].length;
  if (opening === undefined) return 0;
  const close = text.indexOf("\n---", opening - 1);
  const to = close < 0 ? text.length : close;
  lexScript(component, typescriptTable, { from: opening, to });
  return Math.min(text.length, to + 4);
}

/** What starts something that matters in markup: a comment, a script, a style, a directive of Vue, a hole. */
const points = {
  vue: /<!--|<(?:script|style)\b[^>]{0,2000}>|(?<=\s)(?:v-[\w.:-]+|[:@#][\w.:[\]-]+)=["']|\{\{/g,
  other: /<!--|<(?:script|style)\b[^>]{0,2000}>|\{/g,
};

function lexMarkup(component: Component, from: number): void {
  const { text } = component.tokens;
  const pattern = new RegExp(component.languageId === "vue" ? points.vue : points.other);
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    pattern.lastIndex = Math.max(match.index + 1, lexPoint(component, match.index, match[0]));
}

/** Reads what starts at a point, and gives the offset behind it. */
function lexPoint(component: Component, start: number, opening: string): number {
  if (opening.startsWith("{")) return lexHole(component, start);
  const inside = start + opening.length;
  if (opening === "<!--") return endOf(component, inside, "-->", opening);
  if (opening.startsWith("<style")) return endOf(component, inside, "</style");
  const isScript = opening.startsWith("<script");
  const to = isScript ? endOf(component, inside, "</script") : endOf(component, inside, opening.slice(-1), "=");
  lexScript(component, isScript ? tableOf(opening) : typescriptTable, { from: inside, to });
  return to;
}

/** Svelte's `{#if`, `{:else`, `{/if}` and `{@html` are words in front of an expression. */
const blockWord = /\{[#:/@]\w*/y;

function lexHole({ tokens, languageId, sealed }: Component, start: number): number {
  blockWord.lastIndex = start;
  const word = languageId === "svelte" ? blockWord.exec(tokens.text)?.[0] : undefined;
  if (word?.startsWith("{/") === true) return start + word.length;
  const table = languageId === "astro" ? markupTable : typescriptTable;
  return lexBraces(tokens, table, { from: start, to: start + (word?.length ?? 1) }, sealed);
}

function lexScript({ tokens, sealed }: Component, table: LexicalTable, range: Range): void {
  const isReached = sealed !== undefined && sealed.from < range.to && sealed.to > range.from;
  lexInto(tokens, table, range, isReached ? { from: sealed.from, to: Math.min(sealed.to, range.to) } : undefined);
}

/**
 * Where `closing` comes next. What is never closed has run away, and so has what `stray` stands in: a comment that another
 * one starts in, a value up to the quote behind the next `=`.
 */
function endOf({ tokens, sealed }: Component, from: number, closing: string, stray?: string): number {
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
