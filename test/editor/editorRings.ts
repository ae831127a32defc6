import { findChromium } from "./driver/browser";
import { runInBrowser } from "./extensionHost/inBrowser";
import type { Ring } from "./ring";
import { runMocha } from "./runScript";
import { editorVersions, oldestEditor, setUpEditor } from "./setup/editors";
import type { EditorVersion } from "./setup/editors";
import { packagedExtension } from "./setup/extension";

/** The packaged extension in every VS Code: a suite inside the extension host, and the workbench used as a person would. */
export const editorRings: readonly Ring[] = [
  ...editorVersions.flatMap((version) => [extensionHost(version), workbench(version)]),
  // What is particular to a service is none of the editor's business: one editor is enough.
  workbench(editorVersions.at(-1) ?? oldestEditor, "services", "providers"),
];

function extensionHost(version: EditorVersion): Ring {
  return {
    name: `extension host of VS Code ${version}`,
    run: async (results) => {
      findChromium();
      return await runInBrowser(setUpEditor(version), packagedExtension, results);
    },
  };
}

function workbench(version: EditorVersion, name = "workbench", folder = "workbench"): Ring {
  return {
    name: `${name} of VS Code ${version}`,
    run: async (results) => {
      findChromium();
      setUpEditor(version);
      const env = { TEST_RESULTS: results, EDITOR_VERSION: version };
      return runMocha(`test/editor/${folder}/**/*.test.ts`, 60_000, env);
    },
  };
}
