/** Whether a comment of the file says that a name at this offset is not to be reported. */
export type Silence = (offset: number, name: string) => boolean;

/** What every such comment says; a text without it has none. */
export const silenceMark = "secrets-ignore-";

/**
 * What the comments of a text silence: `secrets-ignore-file`, `secrets-ignore-line` and `secrets-ignore-next-line`. Behind that
 * may stand the names that are meant, and then why: `// secrets-ignore-next-line STRIPE_KEY -- set by the platform`. `tagsIn`
 * gives the offsets of what the language takes for `<secret>name</secret>`: where it sees one is text, and no comment.
 */
export function silenceOf(text: string, tagsIn: (text: string) => ReadonlySet<number>): Silence {
  const lineStarts = lineStartsOf(text);
  const wholeFile: Directive[] = [];
  const byLine = new Map<number, Directive[]>();
  const directives = directivesIn(text, tagsIn).map((found) => ({ ...found, line: lineOf(found.offset, lineStarts) }));
  const taken = new Set(directives.map(({ line }) => line));
  for (const { line, ...found } of directives) {
    if (found.reach === "file") wholeFile.push(found);
    else {
      let target = line;
      // Several may stand above one another.
      if (found.reach === "next-line") while (taken.has(target)) target++;
      byLine.set(target, [...(byLine.get(target) ?? []), found]);
    }
  }
  return (offset, name) => {
    const here = byLine.get(lineOf(offset, lineStarts)) ?? [];
    return [...wholeFile, ...here].some(({ names }) => names.length === 0 || names.includes(name));
  };
}

interface Directive {
  readonly offset: number;
  readonly reach: string;
  /** The names that are meant; all when there are none. */
  readonly names: readonly string[];
}

const keyword = /secrets-ignore-(file|line|next-line)(?![\w-])([^\n]*)/g;

/** How any language here opens a comment, or goes on with one in the next line. */
const opening = /(?:\/[/*]|#|--|[;!%]|\(\*|\n[ \t]*\*+)[ \t*]*$/;

/** How far before the keyword its comment may start. */
const reachBack = 40;

function directivesIn(text: string, tagsIn: (text: string) => ReadonlySet<number>): readonly Directive[] {
  const found = Array.from(text.matchAll(keyword), ({ index, 1: reach = "", 2: words = "" }) => {
    return { offset: index, reach, names: namesIn(words) };
  }).filter(({ offset }) => opening.test(text.slice(Math.max(0, offset - reachBack), offset)));
  if (found.length === 0) return [];
  const inText = tagsIn(withTags(text, found));
  return found.filter(({ offset }) => !inText.has(offset + "<secret>".length));
}

/** The text with an inline reference of the same length in the place of each keyword. */
function withTags(text: string, found: readonly Directive[]): string {
  let result = "";
  let from = 0;
  for (const { offset, reach } of found) {
    const length = silenceMark.length + reach.length;
    result += `${text.slice(from, offset)}<secret>${"x".repeat(length - "<secret></secret>".length)}</secret>`;
    from = offset + length;
  }
  return result + text.slice(from);
}

/** Only what looks like a name is one: everything from the first other word on is the reason. */
function namesIn(words: string): readonly string[] {
  const names: string[] = [];
  for (const word of (words.split(/:|--/)[0] ?? "").split(/[\s,]+/).slice(1)) {
    if (!/^(?=.*(?:[A-Z]{2}|_))[A-Za-z_]\w*$/.test(word)) break;
    names.push(word);
  }
  return names;
}

function lineStartsOf(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: ending }) => index + ending.length)];
}

function lineOf(offset: number, lineStarts: readonly number[]): number {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
