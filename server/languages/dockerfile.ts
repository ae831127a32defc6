import { contextFrom, variableCharacter } from "./context";
import { findInline } from "./inline";
import type { Language, Reference } from "./reference";
import { isTextOf, variablesOf } from "./shell/references";
import { scanShell } from "./shell/scanner";
import { shell } from "./shell/shell";
import { lineEndOf, matchAt } from "./textPlaces";
import { byStart } from "./sorted";

/** Dockerfiles. What `ENV` and `ARG` declare belongs to the image; everything else comes from where it is built or run. */
export const dockerfile: Language = {
  id: "dockerfile",
  languageIds: ["dockerfile"],
  fileNames: ["dockerfile", ".dockerfile", "containerfile", ".containerfile"],
  needles: shell.needles,
  references: findReferences,
  contextAt: contextFrom(findReferences, variableCharacter),
  accessor: (name) => `\${${name}}`,
};

/** docs.docker.com/reference/dockerfile: arguments that are there without being declared. */
const predefined =
  `HTTP_PROXY HTTPS_PROXY FTP_PROXY NO_PROXY ALL_PROXY TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT TARGETSTAGE
  BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT SOURCE_DATE_EPOCH`.split(/\s+/);

function findReferences(text: string, _languageId: string, editedAt?: number): readonly Reference[] {
  const instructions = [...instructionsOf(text)];
  const given = new Set([...predefined, ...instructions.flatMap((instruction) => declaredBy(text, instruction))]);
  return instructions
    .filter((instruction) => !isArray(text, instruction))
    .flatMap(({ start, end }) => {
      const script = scanShell(text, start + (scriptOpening.exec(text.slice(start, end))?.[0].length ?? 0), end);
      const isText = isTextOf(script);
      const inline = findInline(text.slice(start, end), (from, to) => isText(start + from, start + to));
      return [...variablesOf(text, script, { editedAt, given }), ...inline.map((found) => moved(found, start))];
    })
    .sort(byStart);
}

/** `RUN <<EOF`, where what stands below is a script. */
const scriptOpening = /^\s+(?:--\S+\s+)*<<-?(["']?)\w+\1[ \t]*\n/;

function moved(reference: Reference, by: number): Reference {
  return { ...reference, start: reference.start + by, end: reference.end + by };
}

/** One instruction with all its lines; `start` is behind the word that names it. */
interface Instruction {
  readonly keyword: string;
  readonly start: number;
  readonly end: number;
}

const opening = /[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]+)(?=[ \t])/iy;

function* instructionsOf(text: string): Generator<Instruction> {
  const escape = /^#[ \t]*escape[ \t]*=[ \t]*`/im.test(text.slice(0, 300)) ? "`" : "\\";
  const missing = new Set<string>();
  for (let position = 0; position < text.length;) {
    const found = matchAt(opening, text, position);
    const end = found === null ? lineEndOf(text, position) : endOfInstruction(text, position, { escape, missing });
    if (found !== null) yield { keyword: (found[1] ?? "").toUpperCase(), start: opening.lastIndex, end };
    position = end + 1;
  }
}

interface Reading {
  readonly escape: string;
  /** Delimiters that do not come any more. */
  readonly missing: Set<string>;
}

/** A line goes on behind an escape, and past the comments and empty lines that may stand there; heredocs belong to it too. */
function endOfInstruction(text: string, start: number, { escape, missing }: Reading): number {
  let end = lineEndOf(text, start);
  let line = text.slice(start, end);
  while (end < text.length && (line.trimEnd().endsWith(escape) || /^\s*(?:#.*)?$/.test(line))) {
    const next = end + 1;
    end = lineEndOf(text, next);
    line = text.slice(next, end);
  }
  return endOfHeredocs(text, [start, end], missing);
}

function endOfHeredocs(text: string, [start, end]: readonly [number, number], missing: Set<string>): number {
  let stop = end;
  for (const [, dash, , delimiter = ""] of text.slice(start, end).matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    if (missing.has(delimiter) || missing.size > mostMissing) continue;
    const pattern = new RegExp(`^${dash === "-" ? "\\t*" : ""}${delimiter}\\r?$`, "gm");
    const close = matchAt(pattern, text, stop + 1);
    if (close === null) missing.add(delimiter);
    else stop = lineEndOf(text, close.index);
  }
  return stop;
}

/** A text with many unfinished heredocs is no Dockerfile. */
const mostMissing = 20;

/** `["command", "argument"]`: nothing in it is filled in, unless it is a list of files. */
function isArray(text: string, { keyword, start }: Instruction): boolean {
  return (
    /^(?:RUN|CMD|ENTRYPOINT|SHELL|HEALTHCHECK)$/.test(keyword) &&
    /^[ \t]*(?:CMD[ \t]+)?\[/.test(text.slice(start, start + 40))
  );
}

/** `ENV NAME=value OTHER=value`, `ENV NAME value`, `ARG NAME`, `ARG NAME=value`. */
function declaredBy(text: string, { keyword, start, end }: Instruction): readonly string[] {
  if (keyword !== "ENV" && keyword !== "ARG") return [];
  const names = text.slice(start, end).matchAll(/(?:^|[\s\\])([A-Za-z_]\w*)(?==)|^[ \t]*([A-Za-z_]\w*)/g);
  const isList = keyword === "ARG";
  const bare = isList ? text.slice(start, end).matchAll(/(?:^|\s)([A-Za-z_]\w*)(?=\s|$)/g) : [];
  return [...names, ...bare].map(([, assigned, first]) => assigned ?? first ?? "");
}
