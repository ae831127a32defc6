import { c } from "./c";
import { csharp } from "./csharp";
import { dart } from "./dart";
import { dockerfile } from "./dockerfile";
import { dotenv } from "./dotenv";
import { elixir } from "./elixir";
import { fsharp } from "./fsharp";
import { go } from "./go";
import { groovy } from "./groovy";
import { hcl } from "./hcl";
import { json, toml } from "./hosts";
import { java } from "./java";
import { components } from "./javascript/components";
import { javascript } from "./javascript/javascript";
import { julia } from "./julia";
import { kotlin } from "./kotlin";
import { lua } from "./lua";
import { markdown } from "./markdown";
import { perl } from "./perl";
import { php } from "./php";
import { plainText } from "./plainText";
import { powershell } from "./powershell";
import { prisma } from "./prisma";
import { python } from "./python/python";
import { r } from "./r";
import type { Language } from "./reference";
import { erb, ruby } from "./ruby/ruby";
import { rust } from "./rust";
import { scala } from "./scala";
import { shell } from "./shell/shell";
import { swift } from "./swift";
import { yaml } from "./yaml/yaml";

/** All language families. */
export const languages: readonly Language[] = [
  javascript,
  components,
  python,
  go,
  ruby,
  erb,
  rust,
  java,
  kotlin,
  scala,
  groovy,
  csharp,
  fsharp,
  php,
  c,
  elixir,
  lua,
  dart,
  swift,
  perl,
  r,
  julia,
  powershell,
  shell,
  dockerfile,
  hcl,
  prisma,
  yaml,
  json,
  toml,
  dotenv,
  markdown,
  plainText,
];

const byLanguageId = new Map(
  languages.flatMap((language) => language.languageIds.map((id) => [id, language] as const)),
);
const byFileName = new Map(
  languages.flatMap((language) => language.fileNames.map((name) => [name, language] as const)),
);

/** Endings tell the family without a look at the rest of a name: a workspace has many names, and no family has two for its own. */
const byPlainEnding = new Map([...byFileName].filter(([name]) => name.startsWith(".")));

/** The family of a file: by what the editor calls its language, or else by its name. */
export function languageOf(languageId: string, path: string): Language | undefined {
  return byLanguageId.get(ownLanguageId(languageId, path)) ?? languageNamed(path);
}

/** Declarations of TypeScript hold no code, and those that tools write are long: typescriptlang.org/docs/handbook/declaration-files */
const typesOnly = /\.d\.[cm]?ts$/;

function languageNamed(path: string): Language | undefined {
  const ending = path.slice(path.lastIndexOf("."));
  if (ending.endsWith("ts") && typesOnly.test(path)) return undefined;
  return byPlainEnding.get(ending) ?? byName(path.slice(path.lastIndexOf("/") + 1).toLowerCase());
}

/**
 * What a document is that its editor may call by another's name. Without an extension that knows better, VS Code takes
 * `.env.local` for a script (1.100), templates of Ruby for Ruby, and for plain text whatever it does not know.
 */
export function ownLanguageId(languageId: string, path: string): string {
  if (languageId === "plaintext") return languageIdOf(path);
  const named = languageId === "shellscript" || languageId === "ruby" ? languageNamed(path) : undefined;
  return named === dotenv || named === erb ? (named.languageIds[0] ?? languageId) : languageId;
}

/** What the editor would call the language of a file that it has not opened. */
export function languageIdOf(path: string): string {
  const ending = path.slice(path.lastIndexOf(".")).toLowerCase();
  return dialects.get(ending) ?? languageNamed(path)?.languageIds[0] ?? "plaintext";
}

/** Endings whose dialect makes a difference to the reading. */
const dialects: ReadonlyMap<string, string> = new Map([
  [".ts", "typescript"],
  [".mts", "typescript"],
  [".cts", "typescript"],
  [".tsx", "typescriptreact"],
  [".svelte", "svelte"],
  [".astro", "astro"],
  [".vue", "vue"],
]);

/**
 * By the whole name, or by its longest ending that is known (`.env.local` comes before `.local`), or by what stands before
 * the endings: `Dockerfile.production`, `.env.example`.
 */
function byName(fileName: string): Language | undefined {
  const whole = byFileName.get(fileName);
  if (whole !== undefined) return whole;
  for (let dot = fileName.indexOf("."); dot >= 0; dot = fileName.indexOf(".", dot + 1)) {
    const language = byFileName.get(fileName.slice(dot));
    if (language !== undefined) return language;
  }
  return byFileName.get(fileName.slice(0, Math.max(0, fileName.indexOf(".", 1))));
}
