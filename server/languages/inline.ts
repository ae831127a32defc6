import { isPlaceholder } from "./placeholders";
import type { Reference } from "./reference";
import { matchAt } from "./textPlaces";
import { byStart } from "./sorted";

/** `<NAME>` in capitals, or `<secret>name</secret>`: a name is bounded, so that nothing here takes more than linear time. */
const inlinePattern = /<(?:([A-Z][A-Z0-9_]+)>|secret>([A-Za-z_][\w.-]{0,255})<\/secret>)/y;
const closingTag = /<\/([A-Z][A-Z0-9_]+)\s*>/y;

/**
 * Every place of a text that is written like an inline reference, wherever it stands: what is markup, a placeholder or a
 * piece of code by its looks is left out.
 */
export function inlineCandidates(text: string): readonly Reference[] {
  const candidates: Reference[] = [];
  const elements = new Set<string>();
  // Looking for the first character alone is several times as fast as looking for what fits.
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const isClosing = text.charAt(at + 1) === "/";
    const code = text.charCodeAt(isClosing ? at + 2 : at + 1);
    if (!isCapital(code) && code !== smallS) continue;
    const match = matchAt(isClosing ? closingTag : inlinePattern, text, at);
    if (match === null) continue;
    if (isClosing) elements.add(match[1] ?? "");
    else candidates.push(toReference(match));
  }
  return candidates.filter((reference) => isPlausible(reference, text, elements));
}

const smallS = 115;

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** Those of them that stand where `isText` says that text is: inside a string, in prose. It is asked in the order of the text. */
export function findInline(
  text: string,
  isText: (start: number, end: number) => boolean,
  candidates = inlineCandidates(text),
): readonly Reference[] {
  return candidates.filter(({ start, end }) => isText(start, end));
}

/** Whether a place lies inside of one of some spans. It has to be asked in the order of the text. */
export function isInside(spans: readonly Bounds[]): (start: number, end: number) => boolean {
  const inOrder = [...spans].sort(byStart);
  let next = 0;
  let farthest = -1;
  return (start, end) => {
    for (let span = inOrder[next]; span !== undefined && span.start < start; span = inOrder[++next])
      farthest = Math.max(farthest, span.end);
    return end < farthest;
  };
}

interface Bounds {
  readonly start: number;
  readonly end: number;
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
