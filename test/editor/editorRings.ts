import { appendFileSync } from "node:fs";
import { findChromium } from "./driver/browser";
import { runInBrowser } from "./extensionHost/inBrowser";
import type { Ring } from "./ring";
import { runMocha } from "./runScript";
import { editorVersions, oldestEditor, setUpEditor } from "./setup/editors";
import type { EditorVersion } from "./setup/editors";
import { packagedExtension } from "./setup/extension";

/** The packaged extension in every VS Code, the workbench of which is used as a person would. The longest first. */
export const workbenches: readonly Ring[] = [
  // What does not depend on the version of the editor, such as the services: one editor is enough.
  workbench(editorVersions.at(-1) ?? oldestEditor, "once", "once"),
  ...editorVersions.toReversed().map((version) => workbench(version)),
];

/** A suite inside the extension host of every VS Code. */
export const extensionHosts: readonly Ring[] = editorVersions.map(extensionHost);

/** Sets up all editors: that takes a while, once. */
export function prepareEditors(): void {
  findChromium();
  for (const version of editorVersions) setUpEditor(version);
}

function extensionHost(version: EditorVersion): Ring {
  return {
    name: `extension host of VS Code ${version}`,
    run: (results, output) =>
      runInBrowser(setUpEditor(version), packagedExtension, {
        results,
        say: (line) => {
          appendFileSync(output, `${line}\n`);
        },
      }),
  };
}

function workbench(version: EditorVersion, name = "workbench", folder = "workbench"): Ring {
  return {
    name: `${name} of VS Code ${version}`,
    byFile: true,
    run: (results, output, files = [`test/editor/${folder}/**/*.test.ts`]) => {
      const env = { TEST_RESULTS: results, EDITOR_VERSION: version };
      return runMocha(files, env, output);
    },
  };
}
