import { go } from "./go";
import { json, toml } from "./hosts";
import { javascript } from "./javascript/javascript";
import { dotenv, yaml } from "./lines";
import { markdown } from "./markdown";
import { plainText } from "./plainText";
import { python } from "./python";
import type { Language } from "./reference";
import { ruby } from "./ruby";

/** All language families. */
export const languages: readonly Language[] = [
  javascript,
  python,
  go,
  ruby,
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

/** The family of a file: by what the editor calls its language, or else by its name. */
export function languageOf(languageId: string, path: string): Language | undefined {
  return byLanguageId.get(languageId) ?? byName(path.slice(path.lastIndexOf("/") + 1).toLowerCase());
}

/** By the whole name, or by its longest ending that is known: `.env.local` comes before `.local`. */
function byName(fileName: string): Language | undefined {
  const whole = byFileName.get(fileName);
  if (whole !== undefined) return whole;
  for (let dot = fileName.indexOf("."); dot >= 0; dot = fileName.indexOf(".", dot + 1)) {
    const language = byFileName.get(fileName.slice(dot));
    if (language !== undefined) return language;
  }
  return undefined;
}
