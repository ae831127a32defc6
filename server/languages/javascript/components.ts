import { contextFrom } from "../context";
import { lexBraces, lexInto } from "../lexer";
import { mayHoldReferences } from "../prefilter";
import type { Language, Reference } from "../reference";
import { Tokens } from "../tokens";
import { filter, javascript, referencesIn } from "./javascript";
import { markupTable, typescriptTable } from "./syntax";

/** Vue, Svelte and Astro: scripts, and what is code in the markup around them. */
export const components: Language = {
  id: "components",
  languageIds: ["vue", "svelte", "astro"],
  fileNames: [".vue", ".svelte", ".astro"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  accessor: javascript.accessor,
};

function findReferences(text: string, languageId: string): readonly Reference[] {
  if (!mayHoldReferences(text, filter)) return [];
  const tokens = new Tokens(text, text.length);
  const body = languageId === "astro" ? lexFrontMatter(tokens) : 0;
  lexMarkup(tokens, body, languageId);
  return referencesIn(tokens);
}

/** Astro's script between two lines of `---`; gives the offset behind it. */
function lexFrontMatter(tokens: Tokens): number {
  const opening = /^\s*---\r?\n/.exec(tokens.text)?.[0].length;
  if (opening === undefined) return 0;
  const close = tokens.text.indexOf("\n---", opening - 1);
  const to = close < 0 ? tokens.text.length : close;
  lexInto(tokens, typescriptTable, { from: opening, to });
  return Math.min(tokens.text.length, to + 4);
}

/** What starts something that matters in markup: a comment, a script, a style, a directive of Vue, a hole. */
const points = {
  vue: /<!--|<(?:script|style)\b[^>]{0,2000}>|(?<=\s)(?:v-[\w.:-]+|[:@#][\w.:[\]-]+)=["']|\{\{/g,
  other: /<!--|<(?:script|style)\b[^>]{0,2000}>|\{/g,
};

function lexMarkup(tokens: Tokens, from: number, languageId: string): void {
  const pattern = new RegExp(languageId === "vue" ? points.vue : points.other);
  pattern.lastIndex = from;
  for (let match = pattern.exec(tokens.text); match !== null; match = pattern.exec(tokens.text))
    pattern.lastIndex = Math.max(match.index + 1, lexPoint(tokens, match.index, match[0], languageId));
}

/** Reads what starts at a point, and gives the offset behind it. */
function lexPoint(tokens: Tokens, start: number, opening: string, languageId: string): number {
  const { text } = tokens;
  const inside = start + opening.length;
  if (opening === "<!--") return endOf(text, "-->", inside);
  if (opening.startsWith("<style")) return endOf(text, "</style", inside);
  if (opening.startsWith("<script")) {
    const to = endOf(text, "</script", inside);
    lexInto(tokens, tableOf(opening), { from: inside, to });
    return to;
  }
  if (opening.startsWith("{")) return lexHole(tokens, start, languageId);
  const to = endOf(text, opening.slice(-1), inside);
  lexInto(tokens, typescriptTable, { from: inside, to });
  return to;
}

/** Svelte's `{#if`, `{:else`, `{/if}` and `{@html` are words in front of an expression. */
const blockWord = /\{[#:/@]\w*/y;

function lexHole(tokens: Tokens, start: number, languageId: string): number {
  const { text } = tokens;
  blockWord.lastIndex = start;
  const word = languageId === "svelte" ? blockWord.exec(text)?.[0] : undefined;
  if (word?.startsWith("{/") === true) return start + word.length;
  const table = languageId === "astro" ? markupTable : typescriptTable;
  return lexBraces(tokens, table, { from: start, to: start + (word?.length ?? 1) });
}

/** Where `spelling` comes next, or the end of the text. */
function endOf(text: string, spelling: string, from: number): number {
  const found = text.indexOf(spelling, from);
  return found < 0 ? text.length : found;
}

function tableOf(scriptTag: string): typeof markupTable {
  return /\blang=["']?(?:tsx|jsx)/.test(scriptTag) ? markupTable : typescriptTable;
}
