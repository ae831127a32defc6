import { compiled } from "../compiledTable";
import { contextFrom } from "../context";
import { kept } from "../groups";
import { inTokens } from "../lex";
import type { Range } from "../lexer";
import { Lexer, lineWithin } from "../lexer";
import type { LexicalTable, Part } from "../lexicalTable";
import type { Findings, ImportedWrappers, Language, Reference } from "../reference";
import { matchAt } from "../textPlaces";
import { filter, javascript, mayHoldAny, modules, referencesIn } from "./javascript";
import { markupTable, typescriptTable } from "./syntax";

/** Vue, Svelte and Astro: scripts, and what is code in the markup around them. */
export const components: Language = {
  id: "components",
  languageIds: ["vue", "svelte", "astro"],
  fileNames: [".vue", ".svelte", ".astro"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  modules: { ...modules, read },
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
  return kept(tables, languageId, () => ({ ...typescriptTable, part: partReader(languageId) }));
}

function partReader(languageId: string): (lexer: Lexer) => void {
  const pattern = languageId === "vue" ? points.vue : points.other;
  return (lexer) => {
    if (languageId === "astro" && lexer.position === 0 && enterFrontMatter(lexer)) return;
    const match = matchAt(pattern, lexer.text, lexer.position);
    if (match === null) lexer.position = lexer.end;
    else takePoint(lexer, languageId, match.index, match[0]);
  };
}

const script: Part = { table: typescriptTable, closing: "</script" };
const markupScript: Part = { table: markupTable, closing: "</script" };
const hole: Part = { table: typescriptTable };
const markupHole: Part = { table: markupTable };
/** Astro's script between two lines of `---`. */
const frontMatter: Part = { table: typescriptTable, closing: "\n---", mayStayOpen: true };

function enterFrontMatter(lexer: Lexer): boolean {
  const opening = /^\s*---\r?\n/.exec(lexer.text)?.[0].length;
  if (opening !== undefined) lexer.enter(frontMatter, opening);
  return opening !== undefined;
}

/** What starts something that matters in markup: a comment, a script, a style, a directive of Vue, a hole. */
const points = {
  vue: /<!--|<(?:script|style)\b[^>]{0,2000}>|(?<=\s)(?:v-[\w.:-]+|[:@#][\w.:[\]-]+)=["']|\{\{/g,
  other: /<!--|<(?:script|style)\b[^>]{0,2000}>|\{/g,
};

/** Enters what starts at a point if it is code, and else goes on behind it. */
function takePoint(lexer: Lexer, languageId: string, start: number, opening: string): void {
  const inside = start + opening.length;
  if (opening.startsWith("{")) takeHole(lexer, languageId, start);
  else if (opening.startsWith("<script")) lexer.enter(markupLanguage.test(opening) ? markupScript : script, inside);
  else if (opening === "<!--") lexer.position = endOf(lexer, inside, "-->", opening);
  else if (opening.startsWith("<style")) lexer.position = endOf(lexer, inside, "</style");
  else readValue(lexer, { from: inside, to: endOf(lexer, inside, opening.slice(-1), "=") });
}

const markupLanguage = /\blang=["']?(?:tsx|jsx)/;

/** Svelte's `{#if`, `{:else`, `{/if}` and `{@html` are words in front of an expression. */
const blockWord = /\{[#:/@]\w*/y;

function takeHole(lexer: Lexer, languageId: string, start: number): void {
  const word = languageId === "svelte" ? matchAt(blockWord, lexer.text, start)?.[0] : undefined;
  const codeFrom = start + (word?.length ?? 1);
  if (word?.startsWith("{/") === true) lexer.position = codeFrom;
  else lexer.enter(languageId === "astro" ? markupHole : hole, start, codeFrom);
}

/** The value of a directive is short enough to be read in one go. */
function readValue(lexer: Lexer, range: Range): void {
  const value = new Lexer(lexer.tokens, compiled(typescriptTable), range);
  const line = lineWithin(lexer.sealed, range);
  if (line !== undefined) {
    value.runTo(line.from);
    value.runLine(line);
  }
  value.run();
  lexer.position = range.to;
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
  return stray === "=" ? text.charAt(to - 1) === stray : text.slice(from, to).includes(stray);
}
