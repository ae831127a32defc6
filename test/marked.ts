/** A text with a cursor `█` in it. */
export function withCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf("█");
  if (offset < 0 || marked.includes("█", offset + 1)) throw new Error(`Exactly one █ belongs in: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** Something said about a span of a text; offsets are UTF-16 code units. */
export interface Note {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/**
 * A text with notes under its lines: `^^^^ words` below the four characters that they are about, several under one another.
 * A text without notes says that there is nothing to note.
 */
export function withNotes(marked: string): { readonly text: string; readonly notes: readonly Note[] } {
  const lines: string[] = [];
  const notes: Note[] = [];
  let lineStart = 0;
  let nextStart = 0;
  for (const line of marked.split("\n")) {
    const note = /^(?<lead>\s*(?:(?:\/\/|#|--)\s*)?)(?<marks>\^+)(?: (?<words>.*))?$/.exec(line)?.groups;
    if (note?.["marks"] === undefined) {
      lines.push(line);
      lineStart = nextStart;
      nextStart += line.length + 1;
    } else {
      const start = lineStart + (note["lead"] ?? "").length;
      notes.push({ start, end: start + note["marks"].length, words: (note["words"] ?? "").trim() });
    }
  }
  return { text: lines.join("\n"), notes };
}

/** The text with notes under its lines again, so that a difference reads like the test. */
export function renderNotes(text: string, notes: readonly Note[]): string {
  let offset = 0;
  const out = text.split("\n").flatMap((line) => {
    const start = offset;
    offset += line.length + 1;
    const here = notes
      .filter((note) => note.start >= start && note.start < offset)
      .sort((a, b) => a.start - b.start || a.end - b.end || a.words.localeCompare(b.words));
    const marks = here.map((note) =>
      `${" ".repeat(note.start - start)}${"^".repeat(note.end - note.start)} ${note.words}`.trimEnd(),
    );
    return [line, ...marks];
  });
  return out.join("\n");
}
