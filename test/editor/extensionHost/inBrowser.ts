import { format } from "node:util";
import type { Page } from "playwright-core";
import { openWorkbench } from "../driver/workbench";
import { copySampleWorkspace } from "../sampleWorkspace";
import type { Editor } from "../setup/editors";
import { bundleSuite } from "./bundle";

/** How long the suite may say nothing, in milliseconds: longer than a single test may take, and than loading the window does. */
const limit = 240_000;

/**
 * Runs the suite inside the extension host of a VS Code served to a browser, against the packaged extension, and gives back
 * the exit code. VS Code says zero even when the host crashed: the caller looks for the end of the results as well.
 */
export async function runInBrowser(
  editor: Editor,
  vsix: string,
  { results, say }: { readonly results: string; readonly say: (line: string) => void },
): Promise<number> {
  const suite = await bundleSuite();
  const workspace = copySampleWorkspace();
  const { exited, listen } = exitOf(say);
  const workbench = await openWorkbench({
    editor,
    vsix,
    workspace: workspace.path,
    env: { TEST_RESULTS: results },
    test: {
      payload: ({ host }) => [
        ["extensionDevelopmentPath", `vscode-remote://${host}${suite.folder}`],
        ["extensionTestsPath", `vscode-remote://${host}${suite.script}`],
      ],
      prepare: listen,
    },
  });
  const code = await exited;
  await workbench.close();
  workspace.remove();
  return code;
}

/** The two functions of the page that VS Code calls with the log and the result of a test run. */
function exitOf(say: (line: string) => void) {
  let finish: (code: number) => void = () => undefined;
  const log: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const exited = new Promise<number>((resolve) => {
    timer = setTimeout(() => {
      say(`The suite said nothing for ${limit / 1000} s.`);
      resolve(1);
    }, limit);
    finish = (code) => {
      clearTimeout(timer);
      resolve(code);
    };
  });
  const listen = async (page: Page) => {
    await page.exposeFunction("codeAutomationLog", (_kind: string, args: readonly unknown[]) => {
      const line = format(...args);
      log.push(line);
      timer?.refresh();
      if (line.startsWith("[mocha] ")) say(line.slice("[mocha] ".length));
    });
    await page.exposeFunction("codeAutomationExit", (code: number) => {
      // Without a single line of the report the suite was not even loaded, and the log says why.
      if (code !== 0 && !log.some((line) => line.startsWith("[mocha] "))) say(log.join("\n"));
      finish(code);
    });
    page.on("crash", () => {
      finish(1);
    });
  };
  return { exited, listen };
}
