import { languageOf } from "../languages/index";
import type { InlinePattern } from "../languages/inlinePatterns";
import { parseInlinePattern, withInlinePatterns } from "../languages/inlinePatterns";
import type { Language } from "../languages/reference";
import { noGuard } from "./readingGuard";
import type { ReadingGuard } from "./readingGuard";

/** The languages of files, with the patterns for inline names that the user has asked for. */
export interface LanguageChoice {
  /** The family of a file: by what the editor calls its language, or else by its name. */
  readonly of: (languageId: string, path: string) => Language | undefined;
  /** The family of a file that is read next; undefined, too, for one that must not be. */
  readonly toRead: (languageId: string, uri: string) => Language | undefined;
  /** Whether there are files that must not be read. */
  readonly leavesOut: () => boolean;
  /** Takes over the patterns as they are written, and gives what is wrong with those that will not do. */
  readonly setPatterns: (written: readonly string[]) => readonly string[];
  /** Tells one state of this from another: what was read with other patterns does not count, nor without some of the files. */
  readonly variant: () => string;
}

/** No patterns but our own yet. */
export function createLanguageChoice(guard: ReadingGuard = noGuard): LanguageChoice {
  let patterns: readonly InlinePattern[] = [];
  let extended = new Map<Language, Language>();
  const of: LanguageChoice["of"] = (languageId, path) => {
    const language = languageOf(languageId, path);
    if (language === undefined || patterns.length === 0) return language;
    const known = extended.get(language) ?? withInlinePatterns(language, patterns);
    extended.set(language, known);
    return known;
  };
  return {
    of,
    leavesOut: () => guard.leftOut().length > 0,
    toRead: (languageId, uri) => (guard.mayRead(uri) ? of(languageId, uri) : undefined),
    setPatterns: (written) => {
      const parsed = written.map((text) => ({ text, result: parseInlinePattern(text) }));
      patterns = parsed.flatMap(({ result }) => (typeof result === "string" ? [] : [result]));
      extended = new Map();
      return parsed.flatMap(({ text, result }) => (typeof result === "string" ? [`"${text}": ${result}`] : []));
    },
    variant: () => {
      const leftOut = guard.leftOut();
      return patterns.length + leftOut.length === 0 ? "" : JSON.stringify([...patterns, ...leftOut]);
    },
  };
}
