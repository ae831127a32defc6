import type { Span } from "./manifest";

/**
 * What an example is divided into by titles, such as `# ===== Optional =====`, the same between two dividers or below one, and
 * `## Optional variables` with nothing but blank lines around it.
 */
interface Title {
  /** The first line of it that has words. */
  readonly words: string;
  /** How it is set: those that look alike divide a file into parts of the same rank. */
  readonly style: string;
  /** Where the lines below it begin. */
  readonly end: number;
}

interface Line {
  readonly kind: "blank" | "comment" | "divider" | "entry";
  readonly words: string;
  /** What a divider, or a title within one, is made of: `=====`. Of another comment, its number signs. */
  readonly style: string;
  readonly end: number;
}

/** Where everything is optional because the title above says so, in order, and none in another one. Offsets are UTF-16 code units. */
export function optionalSections(text: string): readonly Span[] {
  const ends = new Map<string, number>();
  let required = text.length;
  const sections: Span[] = [];
  for (const { words, style, end } of titlesIn(linesOf(text)).toReversed()) {
    if (isOptionalTitle(words)) sections.push({ start: end, end: Math.min(required, ends.get(style) ?? required) });
    else if (saysRequired(words)) required = end;
    ends.set(style, end);
  }
  return merged(sections.reverse());
}

/** What overlaps, as one. They are in the order of their starts. */
function merged(sections: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const section of sections) {
    const last = found.at(-1);
    if (last === undefined || section.start > last.end) found.push(section);
    else if (section.end > last.end) found.splice(-1, 1, { start: last.start, end: section.end });
  }
  return found;
}

function isOptionalTitle(words: string): boolean {
  return (
    /(?<!\b(?:not|never|non)[\s-])\boptionals?\b|\binternal(?:\s+use)?\s+only\b/i.test(words) && !saysRequired(words)
  );
}

/** Whether words make something one of the needed ones. */
export function saysRequired(words: string): boolean {
  return /\b(?:required|mandatory|essential|necessary|must)\b/i.test(words);
}

/** A title that has no divider is about nothing but variables. */
const bareTitle =
  /^(?:other\s+|all\s+)?optionals?(?:\s+(?:env\w*|environment|vars?|variables?|settings?|config\w*|values?|features?|integrations?|services?|keys?|secrets?))*\s*:?$/i;

function titlesIn(lines: readonly Line[]): readonly Title[] {
  const titles: Title[] = [];
  for (let at = 0; at < lines.length; at++) {
    const { kind, words, style, end } = lines[at] ?? nothing;
    if (kind === "divider" && words !== "") titles.push({ words, style, end });
    else if (kind === "divider") {
      const title = dividedTitle(lines, at);
      if (title === undefined) continue;
      titles.push(title.title);
      at = title.last;
    } else if (kind === "comment" && isAlone(lines, at))
      titles.push({ words: bareTitle.test(words) ? words : "", style, end });
  }
  return titles;
}

const nothing: Line = { kind: "blank", words: "", style: "", end: 0 };

/** How many lines a title has at the most. */
const longestTitle = 15;

/** The title between a divider and the next one, below it, or above it where nothing is below. */
function dividedTitle(
  lines: readonly Line[],
  divider: number,
): { readonly title: Title; readonly last: number } | undefined {
  const { style } = lines[divider] ?? nothing;
  let last = divider;
  while (lines[last + 1]?.kind === "comment" && last < divider + longestTitle) last++;
  const isClosed = lines[last + 1]?.kind === "divider" && lines[last + 1]?.style === style;
  if (last > divider) {
    const words = lines.slice(divider + 1, last + 1).find((line) => line.words !== "")?.words ?? "";
    if (isClosed) last++;
    return { title: { words, style, end: lines[last]?.end ?? 0 }, last };
  }
  let first = divider;
  while (lines[first - 1]?.kind === "comment" && first > divider - longestTitle) first--;
  const words = lines[first]?.words ?? "";
  return first === divider ? undefined : { title: { words, style, end: lines[divider]?.end ?? 0 }, last };
}

/** Whether nothing but blank lines is around a line. */
function isAlone(lines: readonly Line[], at: number): boolean {
  return (lines[at - 1]?.kind ?? "blank") === "blank" && (lines[at + 1]?.kind ?? "blank") === "blank";
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found + 1;
    lines.push({ ...lineOf(text.slice(start, end).trim()), end });
    start = end;
  }
  return lines;
}

/** The longest line that is looked at as a title. */
const longestLine = 160;

function lineOf(line: string): Omit<Line, "end"> {
  if (line === "") return { kind: "blank", words: "", style: "" };
  if (!line.startsWith("#") || line.length > longestLine) return { kind: "entry", words: "", style: "" };
  const [, run = ""] = /^#*[ \t]*([-=*~_+─━═#]{3,})/.exec(line.replace(/^#(?=#{3})/, "# ")) ?? [];
  const words = line.replace(/[-=*~_+─━═#]{2,}/g, " ").replace(/^[#\s]+|[#\s]+$/g, "");
  if (run !== "") return { kind: "divider", words, style: run };
  const [, signs = ""] = /^(#+)/.exec(line) ?? [];
  const isSwitchedOff = /^#[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=/.test(line);
  return isSwitchedOff ? { kind: "entry", words: "", style: "" } : { kind: "comment", words, style: signs };
}
