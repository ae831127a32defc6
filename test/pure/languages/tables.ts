import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** A text of a language with notes under its lines, and what it is about. */
export interface Row {
  readonly languageId: string;
  /** What all rows of its table are about. */
  readonly heading: string;
  readonly title: string;
  readonly marked: string;
}

const folder = join("test", "pure", "languages", "tables");

/**
 * All rows of all tables: a file per language, or several (`typescript.aliases.md`), named by its id in editors, with a heading
 * and a fenced text per row.
 */
export const rows: readonly Row[] = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => rowsOf(basename(name).replace(/\..*/, ""), readFileSync(join(folder, name), "utf8")));

function rowsOf(languageId: string, table: string): readonly Row[] {
  const heading = /^# (.+)$/m.exec(table)?.[1] ?? "";
  const sections = table.matchAll(/^## (?<title>.+)\n+```text\n(?<marked>[^]*?)\n```$/gm);
  return Array.from(sections, ({ groups }) => ({
    languageId,
    heading,
    title: groups?.["title"] ?? "",
    marked: groups?.["marked"] ?? "",
  }));
}
