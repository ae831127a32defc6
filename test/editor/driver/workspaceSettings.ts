import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Changes settings of the opened folder; VS Code sees that without a reload. */
export function changeWorkspaceSettings(workspace: string, settings: Readonly<Record<string, unknown>>): void {
  const file = join(workspace, ".vscode/settings.json");
  mkdirSync(dirname(file), { recursive: true });
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
  writeFileSync(file, JSON.stringify({ ...before, ...settings }, null, 2));
}
