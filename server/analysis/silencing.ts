import type { TextChange } from "../manifests/manifest";
import { silenceMark } from "./silence";

/** How families of languages write a comment that has a line to itself; `…` is what it says. JSON and plain text have
 * none. */
const comments: Readonly<Record<string, readonly string[]>> = {
  ...each("javascript", ["// …", "{/* … */}"]),
  ...each("components", ["// …", "{/* … */}", "<!-- … -->"]),
  ...each("php", ["// …", "<!-- … -->"]),
  ...each("go rust java kotlin scala groovy csharp fsharp c dart swift prisma", ["// …"]),
  ...each("python ruby elixir perl r julia powershell shell dockerfile hcl yaml toml dotenv", ["# …"]),
  ...each("lua", ["-- …"]),
  ...each("markdown", ["<!-- … -->"]),
};

function each(families: string, written: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(families.split(" ").map((family) => [family, written]));
}

/** A text and the name in it that is not to be reported. */
export interface SilencedName {
  readonly text: string;
  /** The id of the language family. */
  readonly language: string;
  readonly name: string;
  readonly start: number;
}

/**
 * The comments that may be put above the line of a name so that it is not reported there, the likeliest first. Which of them is a
 * comment at that place, the language has to say: it may be in the middle of markup or of a string.
 */
export function silencingChanges({ text, language, name, start }: SilencedName): readonly TextChange[] {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  // Between a line and the one that goes on with it no comment can stand.
  const goesOn = language === "powershell" ? /`\r?\n$/ : /\\\r?\n$/;
  if (goesOn.test(text.slice(Math.max(0, lineStart - 3), lineStart))) return [];
  return (comments[language] ?? []).map((comment) => ({
    span: { start: lineStart, end: lineStart },
    text: `${indentation}${comment.replace("…", `${silenceMark}next-line ${name}`)}${newline}`,
  }));
}
