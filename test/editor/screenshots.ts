import { join } from "node:path";
import type { Page } from "playwright-core";
import { runCommand } from "./driver/commands";
import { hover, hoverOff } from "./driver/hover";
import * as quickInput from "./driver/quickInput";
import * as textEditor from "./driver/textEditor";
import * as views from "./driver/views";
import { webviewWith } from "./driver/webview";
import { waitForProblems } from "./driver/problems";
import { openWorkbench, screenshot } from "./driver/workbench";
import { fillEmbeddedStore } from "./sampleSecrets";
import { copySampleWorkspace } from "./sampleWorkspace";
import { editorVersions, oldestEditor, setUpEditor } from "./setup/editors";
import { packagedExtension } from "./setup/extension";
import { root } from "./setup/packages.mjs";

/** The themes that the whole window is shown in, and what is added to the name of the file. */
const themes = [
  { theme: "Default Dark Modern", suffix: "" },
  { theme: "Default Light Modern", suffix: "-light" },
  { theme: "Default High Contrast", suffix: "-contrast" },
];

/** No controls in the title, and no name of a product that is only the vehicle here. */
const quietTitle = {
  "window.commandCenter": false,
  "window.title": "${dirty}${activeEditorShort}${separator}${rootName}",
};

/** Takes the pictures of the README anew: the newest VS Code, the sample workspace, an account with a few names. */
async function takeScreenshots(): Promise<void> {
  const workbench = await openWorkbench({
    editor: setUpEditor(editorVersions.at(-1) ?? oldestEditor),
    vsix: packagedExtension,
    workspace: copySampleWorkspace().path,
    settings: { "editor.minimap.enabled": false, "breadcrumbs.enabled": false, ...quietTitle },
    fill: (profile) => fillEmbeddedStore(profile.home),
  });
  const { page } = workbench;
  for (const { theme, suffix } of themes) {
    await workbench.reloadWith({ "workbench.colorTheme": theme });
    await overview(page, `overview${suffix}`);
    await picture(page, `problems${suffix}`, { x: 350, y: 500, width: 930, height: 270 });
    await reading(page, suffix);
    if (suffix === "") await details(page);
  }
  await workbench.close();
}

/** The view, a file that completes a name, and the problems below it. */
async function overview(page: Page, name: string): Promise<void> {
  await views.openContainer(page, "Secrets");
  await textEditor.openFile(page, "src/agent.ts");
  await waitForProblems(page, "problems", (all) => all.length > 4);
  await textEditor.goTo(page, 11, 80);
  await textEditor.type(page, "\n");
  await textEditor.suggestions(page, "const payments = process.env.");
  await picture(page, name);
  await page.keyboard.press("Escape");
  await textEditor.revert(page);
}

/** What one sees without changing anything: a hover, what stands above a declaration, and the matrix. */
async function reading(page: Page, suffix: string): Promise<void> {
  await textEditor.openFile(page, "src/agent.ts");
  await hover(page, "SLACK_TOKEN");
  await page.waitForTimeout(600);
  await screenshot(page, fileOf(`hover${suffix}`), { x: 350, y: 30, width: 930, height: 430 });
  await hoverOff(page);
  await textEditor.openFile(page, "app.yaml");
  await page.locator(".codelens-decoration").filter({ hasText: "set in" }).first().waitFor();
  await picture(page, `code-lens${suffix}`, { x: 350, y: 30, width: 930, height: 400 });
  await runCommand(page, "Secrets: Show Coverage");
  const frame = await webviewWith(page, "matrix");
  await frame.locator("td.unused").first().waitFor();
  await picture(page, `coverage${suffix}`, { x: 350, y: 30, width: 930, height: 430 });
  await runCommand(page, "View: Close Editor");
}

async function details(page: Page): Promise<void> {
  await picture(page, "tree", { x: 0, y: 30, width: 350, height: 290 });
  await textEditor.openFile(page, "prompts/system.md");
  await textEditor.goTo(page, 5, 200);
  await textEditor.suggestions(page, " Refunds: <");
  await picture(page, "completion", { x: 350, y: 30, width: 930, height: 330 });
  await page.keyboard.press("Escape");
  await textEditor.revert(page);
  await views.viewAction(page, "Secrets", "Add Secret…");
  await quickInput.wait(page, "Add Secret (1/5)");
  await quickInput.accept(page, "REVIEW_API_KEY");
  await quickInput.wait(page, "Add Secret (2/5)");
  await quickInput.type(page, "never shown");
  await picture(page, "add", { x: 310, y: 0, width: 660, height: 160 });
  await quickInput.cancel(page);
}

async function picture(page: Page, name: string, clip?: Parameters<typeof screenshot>[2]): Promise<void> {
  // Nothing under the pointer, and whatever slides in is in its place.
  await page.mouse.move(5, 795);
  await page.waitForTimeout(600);
  await screenshot(page, fileOf(name), clip);
}

function fileOf(name: string): string {
  return join(root, "media/screenshots", `${name}.png`);
}

takeScreenshots().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
