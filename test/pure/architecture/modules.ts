import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript6";

/** A source file and what it imports: packages by their name, files of the project by their path. */
export interface Module {
  readonly path: string;
  readonly imports: readonly string[];
  readonly text: string;
}

/** Reads every module below these folders of the repository. */
export function readModules(...folders: readonly string[]): readonly Module[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
      .filter((path) => path.endsWith(".ts"))
      .map((path) => parseModule(path, readFileSync(path, "utf8"))),
  );
}

/** The module that a text is, at a path relative to the repository. */
export function parseModule(path: string, text: string): Module {
  const imports = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith(".")
        ? `${posix.join(posix.dirname(path), fileName)}.ts`.replace(/\.ts\.ts$/, ".ts")
        : fileName,
    );
  return { path, imports, text };
}
