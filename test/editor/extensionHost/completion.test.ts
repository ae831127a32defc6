import assert from "node:assert/strict";
import { until } from "../driver/wait";
import { completionsAt, removeFile, writeFile } from "./files";

/** Where names are offered, and how they are written there. */
const offered = [
  { file: "a.ts", text: "const key = process.env.█;", label: "STRIPE_KEY" },
  { file: "a.js", text: 'const key = process.env["█"];', label: "STRIPE_KEY" },
  { file: "a.ts", text: 'const prompt = "use <█";', label: "<STRIPE_KEY>" },
  { file: "a.py", text: 'import os\nkey = os.environ["█"]\n', label: "STRIPE_KEY" },
  // The quote is closed, and the bracket is not.
  { file: "a.py", text: 'import os\nkey = os.environ["█"\nother = [1]\n', label: "STRIPE_KEY" },
  { file: "a.yaml", text: "key: <█\n", label: "<STRIPE_KEY>" },
  { file: "a.json", text: '{ "key": "<█" }', label: "<STRIPE_KEY>" },
  { file: "a.md", text: "Use <█", label: "<secret>STRIPE_KEY</secret>" },
  { file: "a.txt", text: "Use <secret>█", label: "STRIPE_KEY" },
];

/** Where `<` means something else. */
const silent = [
  { file: "a.tsx", text: "export const view = () => <█" },
  { file: "a.ts", text: "const list: Array<█" },
  { file: "a.ts", text: "if (1 <█" },
  { file: "a.html", text: "<p>text</p>\n<█" },
];

describe("completion", () => {
  for (const { file, text, label } of offered) {
    it(`offers ${label} at ${text.trim().replaceAll("\n", " ⏎ ")}`, async () => {
      const { document, cursor } = await writeFile(file, text);
      await until(label, async () => (await completionsAt(document, cursor)).includes(label));
      await removeFile(file);
    });
  }

  for (const { file, text } of silent) {
    it(`offers no name in ${file} at ${text.replaceAll("\n", " ⏎ ")}`, async () => {
      const { document, cursor } = await writeFile(file, text);
      const labels = await completionsAt(document, cursor);
      assert.deepEqual(
        labels.filter((label) => label.includes("STRIPE_KEY")),
        [],
      );
      await removeFile(file);
    });
  }
});
