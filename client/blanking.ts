import { blankedFields } from "../shared/protocol";

/** What stands in a trace or a log in place of a value or a token. */
const blank = "[blanked]";

/** Values and tokens that are on their way, so that they can be found and blanked wherever else they turn up. */
export interface SecretsInFlight {
  /** Blanks these texts from now on, until the function that comes back is called. */
  readonly hold: (texts: Iterable<string>) => () => void;
  /** The text without anything that is held, as it is or in the ways it may have been escaped. */
  readonly blankIn: (text: string) => string;
}

/**
 * What the language client is about to trace, without values and tokens. Such a text is a headline, and at the level
 * `verbose` a message in JSON. Data that cannot be read is left out: rather too little than a value.
 */
export function blankTrace(text: string): string {
  if (text.startsWith("{")) return blankJson(text);
  const data = /^(Params|Result|Error data): /m.exec(text);
  if (!data) return text;
  const start = data.index + data[0].length;
  return text.slice(0, start) + blankJson(text.slice(start));
}

function blankJson(text: string): string {
  try {
    const message: unknown = JSON.parse(text);
    return JSON.stringify(message, blankField, text.includes("\n") ? 4 : 0);
  } catch {
    return "[not shown: not readable as JSON]";
  }
}

/** Everything below such a field goes, whatever its shape: a value may come wrapped. */
function blankField(key: string, value: unknown): unknown {
  return blankedFields.has(key) && value !== null ? blank : value;
}

/** The texts in the fields of a message that are blanked, at any depth. */
export function secretTexts(message: unknown): readonly string[] {
  const found: string[] = [];
  collect(message, false, found);
  return found;
}

function collect(node: unknown, secret: boolean, found: string[]): void {
  if (typeof node === "string") {
    if (secret && node !== "") found.push(node);
  } else if (typeof node === "object" && node !== null) {
    for (const [key, child] of Object.entries(node)) {
      // `kind` tells where a value comes from and is an ordinary word: blanking it everywhere would garble the trace.
      if (key !== "kind") collect(child, secret || blankedFields.has(key), found);
    }
  }
}

/** A register of the secrets in flight, empty at first. */
export function createSecretsInFlight(): SecretsInFlight {
  const held = new Map<string, number>();
  let pattern: RegExp | undefined;

  function count(texts: readonly string[], by: 1 | -1): void {
    for (const text of texts) {
      const times = (held.get(text) ?? 0) + by;
      if (times > 0) held.set(text, times);
      else held.delete(text);
    }
    pattern = patternOf(held.keys());
  }

  return {
    hold: (texts) => {
      const kept = [...texts].filter((text) => text !== "");
      count(kept, 1);
      return () => {
        count(kept.splice(0), -1);
      };
    },
    blankIn: (text) => (pattern ? text.replace(pattern, blank) : text),
  };
}

/** One pattern for all, the longest first, so that what was blanked is not looked at again. */
function patternOf(texts: Iterable<string>): RegExp | undefined {
  const forms = new Set([...texts].flatMap((text) => [text, ...longLines(text)]).flatMap(formsOf));
  if (forms.size === 0) return undefined;
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(escapePattern).join("|"), "g");
}

/** The lines of a text of several lines, where they are long enough to be nothing else. */
function longLines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.length >= 8 && line !== text);
}

function formsOf(text: string): readonly string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const escapedTwice = JSON.stringify(escaped).slice(1, -1);
  const halfPairs = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
  const inAddress = encodeURIComponent(text.replace(halfPairs, "\uFFFD"));
  return [text, escaped, escapedTwice, Buffer.from(text).toString("base64"), inAddress];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
