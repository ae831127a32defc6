import type { EnvEntry } from "./envLines";
import { isRightBelow, readEnvFile } from "./envLines";
import { lineStartOf } from "./listText";
import type { TextChange } from "./manifest";

/** Takes an entry out of a file of environment variables, with the comments above it that are about nothing else. */
export function removeEntry(text: string, nameStart: number): readonly TextChange[] | undefined {
  const { entries } = readEnvFile(text, true);
  const at = entries.findIndex((each) => each.nameStart === nameStart);
  const entry = entries[at];
  return entry && [{ span: { start: startOf(entry, entries[at + 1], text), end: entry.end }, text: "" }];
}

/** Where what belongs to an entry alone begins. */
function startOf(entry: EnvEntry, next: EnvEntry | undefined, text: string): number {
  const line = lineStartOf(text, entry.nameStart);
  let start = entry.start;
  const own: string[] = [];
  for (const { 0: comment, index } of text.slice(entry.start, line).matchAll(/[^\n]*\n/g)) {
    own.push(comment);
    const isAbove = divider.test(comment) || (entry.start === 0 && aboutFile.test(comment));
    if (isAbove) start = entry.start + index + comment.length;
    if (isAbove) own.length = 0;
  }
  return next !== undefined && isHeading(own, entry, { next, text }) ? line : start;
}

/** An empty comment, or one that begins as a heading or a line does: `# [[ MAIL ]]`, `#####`, `# ====`. */
const divider = /^[ \t]*#[ \t]*(?:$|[^\p{L}\p{N}\s]{2})/mu;

const aboutFile = /\.env\b|\bthis file\b|\b(?:copy|rename)\b/i;

/** Whether comments are about an entry and the one of the same family right below it: `# Mail` above `SMTP_HOST` and `SMTP_PORT`. */
function isHeading(
  comments: readonly string[],
  entry: EnvEntry,
  { next, text }: { readonly next: EnvEntry; readonly text: string },
): boolean {
  return (
    isRightBelow(next, entry, text) &&
    !comments.some((comment) => comment.includes(entry.name) || /#[ \t]*@/.test(comment))
  );
}
