import { cpSync } from "node:fs";
import { join } from "node:path";
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
