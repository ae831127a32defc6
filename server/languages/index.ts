import type { Language } from "./reference";

/** All language families. */
export const languages: readonly Language[] = [];

/** The family of a file: by what the editor calls its language, or else by its name. */
export function languageOf(_languageId: string, _path: string): Language | undefined {
  return undefined;
}
