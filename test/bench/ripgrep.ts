import { spawnSync } from "node:child_process";
import { rgPath } from "@vscode/ripgrep";

/** A ripgrep to be measured against: the variable `RG`, or the one among the packages for development. */
export function findRipgrep(): { readonly path: string; readonly version: string } {
  const path = process.env["RG"] ?? rgPath;
  const { stdout, error } = spawnSync(path, ["--version"], { encoding: "utf8" });
  if (error) throw error;
  return { path, version: stdout.split("\n")[0] ?? "" };
}
