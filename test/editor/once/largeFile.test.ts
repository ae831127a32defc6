import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { TemporaryFolder } from "../driver/leftovers";
import * as textEditor from "../driver/textEditor";
import { copySampleWorkspace } from "../sampleWorkspace";
import { openForSuite } from "../workbench/session";

const lines = 100_000;
/** Far from every line that something is reported in. */
const middle = lines / 2 + 50;
/** In a language that VS Code itself only colours: what its own TypeScript does with such a file is not ours to measure. */
const file = "catalogue.py";

describe("a file of a hundred thousand lines", () => {
  const session = openForSuite("large-file", { workspace: withLargeFile });

  it("shows what is typed, completes it, and reports it", async () => {
    const page = session.page();
    await textEditor.openFile(page, file);
    await textEditor.goTo(page, middle, 200);
    await textEditor.type(page, "\n");
    const keys = await typeAndSee(page, "a = os.environ['NOT_DECLARED']");
    const begun = performance.now();
    await page.locator(".part.editor .squiggly-warning").first().waitFor();
    const reported = performance.now() - begun;
    await textEditor.type(page, "\n");
    const asked = performance.now();
    const items = await textEditor.suggestions(page, "key = os.environ['");
    const completed = performance.now() - asked;
    assert.ok(items.some(({ label }) => label === "STRIPE_KEY"));
    await textEditor.acceptSuggestion(page, "STRIPE_KEY");
    assert.match(await textEditor.text(page), /key = os\.environ\['STRIPE_KEY'\]$/m);
    await session.picture("typed");
    await textEditor.revert(page);
    await textEditor.openFile(page, "worker.py");
    await textEditor.goTo(page, 1, 1);
    const small = await typeAndSee(page, "a = os.environ['NOT_DECLARED']");
    await textEditor.revert(page);
    // To be read, not to be held to: a busy machine is slower.
    console.log(`      a key until it is seen: ${keys}; in a small file: ${small}`);
    console.log(
      `      reported after ${reported.toFixed(0)} ms, completed ${completed.toFixed(0)} ms after the first key`,
    );
  });
});

function withLargeFile(): TemporaryFolder {
  const workspace = copySampleWorkspace();
  const text = Array.from({ length: lines }, (_, line) =>
    line % 1000 === 0
      ? `key${line} = os.environ["STRIPE_KEY"]\n`
      : `value${line} = { "name": "value ${line}", "next": ${line + 1} }\n`,
  );
  writeFileSync(join(workspace.path, file), `import os\n${text.join("")}`);
  return workspace;
}

/** Types one key after the other, and looks each time until it is in the text. */
async function typeAndSee(page: Page, text: string): Promise<string> {
  const times: number[] = [];
  const shown = textEditor.area(page).locator(".view-lines");
  for (let typed = 1; typed <= text.length; typed++) {
    const begun = performance.now();
    await page.keyboard.press(text[typed - 1] === " " ? "Space" : (text[typed - 1] ?? ""));
    // Spaces are drawn as no-break spaces.
    await shown.getByText(text.slice(0, typed).trimEnd().replaceAll(" ", "\u00a0")).first().waitFor();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return `median ${times[times.length >> 1]?.toFixed(0)} ms, slowest ${times.at(-1)?.toFixed(0)} ms`;
}
