import type { WorkspaceFiles } from "./files";
import type { LanguageChoice } from "./languageChoice";
import type { LineQuery } from "./listFiles";
import { queriesFor } from "./readFiles";

/** What stands in the folder of a project, and what its files are called then. */
const manifests: readonly (readonly [names: string, samples: readonly string[]])[] = [
  ["package.json deno.json deno.jsonc", ["a.ts", "a.vue"]],
  ["pyproject.toml setup.py setup.cfg requirements.txt", ["a.py"]],
  ["go.mod go.work vendor.mod", ["a.go"]],
  ["pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts", ["a.java"]],
  ["Cargo.toml", ["a.rs"]],
  ["Gemfile", ["a.rb"]],
  ["composer.json", ["a.php"]],
  ["CMakeLists.txt configure configure.ac meson.build Kbuild", ["a.c"]],
];

/**
 * What a folder is likely to be searched for, so that nobody has to wait for the list of its files. A wrong guess costs a
 * moment of another processor and nothing else.
 */
export async function likelySearches(
  folder: string,
  files: Pick<WorkspaceFiles, "stamp">,
  languages: LanguageChoice,
): Promise<readonly LineQuery[]> {
  const isThere = (name: string): boolean => files.stamp(`${folder}/${name}`) !== undefined;
  const samples = manifests.flatMap(([names, paths]) => (names.split(" ").some(isThere) ? paths : []));
  return queriesFor(samples, languages);
}
