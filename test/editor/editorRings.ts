import { findChromium } from "./driver/browser";
import { runInBrowser } from "./extensionHost/inBrowser";
import type { Ring } from "./ring";
import { runMocha } from "./runScript";
import { editorVersions, setUpEditor } from "./setup/editors";
import type { EditorVersion } from "./setup/editors";
import { packagedExtension } from "./setup/extension";

/** The packaged extension in every VS Code: a suite inside the extension host, and the workbench used as a person would. */
export const editorRings: readonly Ring[] = editorVersions.flatMap((version) => [
  extensionHost(version),
  workbench(version),
]);

function extensionHost(version: EditorVersion): Ring {
  return {
    name: `extension host of VS Code ${version}`,
    run: async (results) => {
      findChromium();
      return await runInBrowser(setUpEditor(version), packagedExtension, results);
    },
  };
}

function workbench(version: EditorVersion): Ring {
  return {
    name: `workbench of VS Code ${version}`,
    run: async (results) => {
      findChromium();
      setUpEditor(version);
      const env = { TEST_RESULTS: results, EDITOR_VERSION: version };
      return runMocha("test/editor/workbench/**/*.test.ts", 60_000, env);
    },
  };
}
