import { join } from "node:path";
import type { Page } from "playwright-core";
import type { TemporaryFolder } from "../driver/leftovers";
import { openWorkbench, screenshot } from "../driver/workbench";
import type { Workbench, WorkbenchOptions } from "../driver/workbench";
import { copySampleWorkspace } from "../sampleWorkspace";
import { editorVersions, oldestEditor, setUpEditor } from "../setup/editors";
import { packagedExtension } from "../setup/extension";
import { root } from "../setup/packages.mjs";

/** The VS Code that the suites of this run use. */
const editorVersion = editorVersions.find((version) => version === process.env["EDITOR_VERSION"]) ?? oldestEditor;

/** What does not depend on the version of the editor is tried in the newest one alone. */
export const isNewestEditor = editorVersion === editorVersions.at(-1);

/** A workbench that all tests of a suite share, in the order in which they stand. */
export interface Session {
  readonly page: () => Page;
  readonly workbench: () => Workbench;
  /** Saves what is on the screen, numbered in the order of the calls. */
  readonly picture: (name: string) => Promise<void>;
}

/** Opens a workspace, by default the sample, in VS Code before the tests of a suite, and closes it behind them. */
export function openForSuite(
  suite: string,
  options: Partial<Pick<WorkbenchOptions, "settings" | "restricted">> & {
    readonly workspace?: () => TemporaryFolder;
  } = {},
): Session {
  let workbench: Workbench | undefined;
  let pictures = 0;
  const folder = join(root, "out/screenshots", editorVersion);

  const { settings = {}, restricted = false, workspace = copySampleWorkspace } = options;

  before(`open VS Code ${editorVersion}`, async () => {
    const editor = setUpEditor(editorVersion);
    const vsix = packagedExtension;
    workbench = await openWorkbench({ editor, vsix, workspace: workspace().path, settings, restricted });
  });

  // A test needs what the one before it did: after a failure the others would only repeat it.
  afterEach(async function () {
    if (this.currentTest?.state !== "failed" || !workbench) return;
    await screenshot(workbench.page, join(folder, `${suite}-failed.png`));
    this.currentTest.parent?.bail(true);
  });

  after("close VS Code", async () => {
    await workbench?.close();
  });

  const opened = (): Workbench => {
    if (!workbench) throw new Error("VS Code is not open.");
    return workbench;
  };
  return {
    workbench: opened,
    page: () => opened().page,
    picture: async (name) => {
      pictures++;
      await screenshot(opened().page, join(folder, `${suite}-${String(pictures).padStart(2, "0")}-${name}.png`));
    },
  };
}
