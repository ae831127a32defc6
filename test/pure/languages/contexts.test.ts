import assert from "node:assert/strict";
import { contextAt } from "./check";

/** Language, half-typed text with the cursor, and what is being typed there. */
const table: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  typescript: [
    ["process.env.█", "accessor [█]"],
    ["process.env.█\nstart();", "accessor [█]"],
    ["process.env.OPE█N", "accessor [OPE█N]"],
    ["process.env?.█", "accessor [█]"],
    ['process.env["█', 'accessor [█]"]'],
    ["process.env['█']", "accessor [█]"],
    ['start(process.env["█);', 'accessor [█]"]'],
    ["import.meta.env.█", "accessor [█]"],
    ['"<█"', "angle [<█]"],
    ['"<OP█EN>"', "angle [<OP█EN>]"],
    ['"Bearer <█', "angle [<█]"],
    ["`Bearer <█`", "angle [<█]"],
    ['"<secret>█"', "tag [█]</secret>"],
    ['"<secret>OP█EN</secret>"', "tag [OP█EN]"],
    ["a <█", "none"],
    ["const list: Array<█", "none"],
    ["// <█", "none"],
    ["// process.env.█", "none"],
    ["my.env.█", "none"],
  ],
  typescriptreact: [
    ["const a = <█", "none"],
    ["const a = <p><█</p>", "none"],
    ["const a = <p>{process.env.█}</p>", "accessor [█]"],
    ['const a = <input title="<█" />', "angle [<█]"],
  ],
  python: [
    ['os.environ["█', 'accessor [█]"]'],
    ['os.getenv("█', 'accessor [█]")'],
    ["# <█", "none"],
  ],
  ruby: [['ENV["█', 'accessor [█]"]']],
  go: [['os.Getenv("█")', "accessor [█]"]],
  yaml: [
    ["key: <█", "angle [<█]"],
    ["# <█", "none"],
  ],
  json: [['{ "key": "<█" }', "angle [<█]"]],
  dotenv: [["KEY=<█", "angle [<█]"]],
  markdown: [
    ["<█", "angle [<█]"],
    ["Use <secret>█", "tag [█]</secret>"],
  ],
  plaintext: [["Use <OPEN█", "angle [<OPEN█]"]],
};

describe("What is being typed", () => {
  for (const [languageId, rows] of Object.entries(table))
    for (const [marked, expected] of rows)
      it(`in ${languageId} at ${JSON.stringify(marked)} is ${expected}`, () => {
        assert.equal(contextAt(languageId, marked), expected);
      });
});
