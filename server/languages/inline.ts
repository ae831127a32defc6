import { isPlaceholder } from "./placeholders";
import type { Reference } from "./reference";

/** `<NAME>` in capitals, or `<secret>name</secret>`: a name is bounded, so that nothing here takes more than linear time. */
const inlinePattern = /<(?:([A-Z][A-Z0-9_]+)>|secret>([A-Za-z_][\w.-]{0,255})<\/secret>)/g;
const closingTag = /<\/([A-Z][A-Z0-9_]+)\s*>/g;

/**
 * Every place of a text that is written like an inline reference, wherever it stands: what is markup, a placeholder or a
 * piece of code by its looks is left out.
 */
export function inlineCandidates(text: string): readonly Reference[] {
  if (!text.includes("<")) return [];
  const candidates = Array.from(text.matchAll(inlinePattern), toReference);
  if (candidates.length === 0) return [];
  const elements = new Set(Array.from(text.matchAll(closingTag), (match) => match[1] ?? ""));
  return candidates.filter((reference) => isPlausible(reference, text, elements));
}

/** Those of them that stand where `isText` says that text is: inside a string, in prose. It is asked in the order of the text. */
export function findInline(
  text: string,
  isText: (start: number, end: number) => boolean,
  candidates = inlineCandidates(text),
): readonly Reference[] {
  return candidates.filter(({ start, end }) => isText(start, end));
}

function toReference(match: RegExpExecArray): Reference {
  const [, angle, tag = ""] = match;
  const name = angle ?? tag;
  const start = match.index + (angle === undefined ? "<secret>".length : 1);
  const form = angle === undefined ? "tag" : "angle";
  return { name, start, end: start + name.length, kind: "inline", form, optional: false, via: "direct" };
}

/** A tag is always meant. Angle brackets are not, when the same text also closes `</NAME>`. */
function isPlausible({ form, name, start }: Reference, text: string, elements: ReadonlySet<string>): boolean {
  if (form === "tag") return true;
  return !elements.has(name) && !isPlaceholder(name) && !isPartOfCode(text, start - 1);
}

/** A generic (`List<ITEM>`), a heredoc (`<<<EOT>`) or an include of C. */
function isPartOfCode(text: string, angle: number): boolean {
  if (/[\w<$]/.test(text.charAt(angle - 1))) return true;
  const before = text.slice(Math.max(0, angle - 40), angle);
  return /#\s*(?:include|import)\s*$/.test(before);
}
