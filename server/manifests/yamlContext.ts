import { lineStartOf } from "./listText";
import type { Span } from "./manifest";

/** Where somebody types in a YAML text, told by indentation alone, so that half-typed texts will do. */
export interface YamlContext {
  /** The keys above, from the outside in; `-` stands for an entry of a list. */
  readonly path: readonly string[];
  /** `key`: a key or an entry that is only a scalar begins here; `value`: behind the `key:` of this name. */
  readonly side: "key" | { readonly valueOf: string };
  /** What is typed of it, without quotes, before and behind the cursor. */
  readonly word: Span;
  /** Whether a colon follows already. */
  readonly hasColon: boolean;
  /** The keys beside it, in the same mapping. */
  readonly siblings: readonly string[];
}

/** Where in a YAML text `offset` is; undefined in comments and inside of longer values. */
export function yamlContextAt(text: string, offset: number): YamlContext | undefined {
  const start = lineStartOf(text, offset);
  const typed = /^(?<lead>[ ]*(?:-[ ]+)*)(?:(?<key>[\w.-]+):[ ]+)?(?<quote>["']?)(?<word>[\w.-]*)$/;
  const groups = typed.exec(text.slice(start, offset))?.groups;
  if (groups === undefined) return undefined;
  const { lead = "", key, quote = "", word = "" } = groups as Record<string, string | undefined>;
  const rest = /^(?<word>[\w.-]*)["']?(?<colon>:?)/.exec(text.slice(offset))?.groups;
  const { path, siblings } = aboveOf(text, start, lead);
  return {
    path,
    side: key === undefined ? "key" : { valueOf: key },
    word: { start: offset - word.length, end: offset + (rest?.["word"] ?? "").length },
    hasColon: rest?.["colon"] === ":" && quote === "",
    siblings: [...siblings, ...siblingsBelow(text, offset, lead.length)],
  };
}

interface Above {
  readonly path: readonly string[];
  readonly siblings: readonly string[];
}

/** Walks up from a line to the outermost key. */
function aboveOf(text: string, lineStart: number, lead: string): Above {
  const path: string[] = [];
  const siblings: string[] = [];
  // What is further up holds this place when it stands further left; a list may stand right below its key.
  let keysBefore = lead.length;
  let dashesBefore = lead.length;
  const leaveEntries = (dashes: string): void => {
    for (const at of columnsOfDashes(dashes)) {
      if (at >= dashesBefore) continue;
      path.unshift("-");
      keysBefore = at + 1;
      dashesBefore = at;
    }
  };
  leaveEntries(lead);
  for (const line of text.slice(0, lineStart).split("\n").reverse()) {
    const written = /^[ ]*(?:-[ ]+)*/.exec(line)?.[0] ?? "";
    const key = /^["']?([\w.-]+)["']?[ ]*:(?:[ ]|\r?$)/.exec(line.slice(written.length))?.[1];
    if (key !== undefined && written.length === lead.length && dashesBefore === innermost(lead)) siblings.push(key);
    else if (key !== undefined && written.length < keysBefore) {
      path.unshift(key);
      keysBefore = dashesBefore = written.length;
    }
    leaveEntries(written);
  }
  return { path, siblings };
}

/** From the right to the left. */
function columnsOfDashes(lead: string): readonly number[] {
  return Array.from(lead.matchAll(/-/g), ({ index }) => index).reverse();
}

/** How far left an entry is left behind when nothing of the lines above has been: at its own last dash. */
function innermost(lead: string): number {
  const dashes = columnsOfDashes(lead);
  return dashes.at(-1) ?? lead.length;
}

/** The keys of the same mapping in the lines below. */
function siblingsBelow(text: string, offset: number, column: number): readonly string[] {
  const found: string[] = [];
  for (const line of text.slice(offset).split("\n").slice(1)) {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (line.trim() === "" || indent > column) continue;
    const key = /^ *([\w.-]+)[ ]*:/.exec(line)?.[1];
    if (indent < column || key === undefined) break;
    found.push(key);
  }
  return found;
}
