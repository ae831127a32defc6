import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prefix } from "../../shared/ids";
import { temporaryFolder } from "./driver/leftovers";
import type { TemporaryFolder } from "./driver/leftovers";
import { root } from "./setup/packages.mjs";

/** A copy of the sample workspace that may be changed at will. */
export function copySampleWorkspace(): TemporaryFolder {
  const folder = temporaryFolder("workspace");
  // The name of the folder stands in the title of the window.
  const path = join(folder.path, "support-agent");
  cpSync(join(root, "test/workspace"), path, { recursive: true });
  return { ...folder, path };
}

/** The sample workspace with settings that say where its secrets are. */
export function sampleWorkspaceSaying(account: Readonly<Record<string, string>>): TemporaryFolder {
  const folder = copySampleWorkspace();
  const settings = Object.entries(account).map(([key, value]) => [`${prefix}.account.${key}`, value]);
  mkdirSync(join(folder.path, ".vscode"), { recursive: true });
  writeFileSync(join(folder.path, ".vscode/settings.json"), JSON.stringify(Object.fromEntries(settings)));
  return folder;
}
