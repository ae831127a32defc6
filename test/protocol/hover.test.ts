import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { hover } from "./editing";
import type { TestServer } from "./server";
import { settled, startTestServer } from "./server";

describe("hover", () => {
  let server: TestServer;
  before(async () => {
    const provider = createMemoryProvider([
      { name: "OPENAI_API_KEY", environments: ["production"], description: "for [you](command:x)" },
      { name: "MANAGED", hasDefault: true, managed: true },
    ]);
    const files = {
      "app.yaml": "requirements:\n  secrets:\n    - OPENAI_API_KEY\n    - key: NEW\n      description: soon\n",
    };
    server = await startTestServer({ createProvider: () => ok(provider), files });
    await settled(server);
  });
  after(() => server.stop());

  it("shows the state in each environment, and descriptions as mere text", async () => {
    const shown = await hover(server, "a.ts", "use(process.env.OPENAI_█API_KEY)");
    assert.equal(
      plain(shown),
      [
        "**OPENAI_API_KEY**",
        "required in app.yaml",
        "for [you](command:x)",
        "| Environment | Value |\n| --- | --- |\n| production | set |\n| development | not set |",
        "1 use in 1 file · Embedded store, checked just now",
      ].join("\n\n"),
    );
    assert.doesNotMatch(shown ?? "", /\]\(command/);
  });

  it("says what the provider manages itself", async () => {
    const shown = plain(await hover(server, "a.py", 'import os\nos.environ["MAN█AGED"]'));
    assert.match(shown, /managed by the provider/);
    assert.match(shown, /\| production \| default value \|/);
  });

  it("works at a declaration", async () => {
    const shown = plain(
      await hover(server, "app.yaml", "requirements:\n  secrets:\n    - key: N█EW\n      description: soon\n"),
    );
    assert.match(shown, /^\*\*NEW\*\*\n\nrequired in app.yaml\n\nsoon/);
  });

  it("has nothing to say about placeholders and other words", async () => {
    assert.equal(await hover(server, "a.md", "Use <SOME█THING>"), undefined);
    assert.equal(await hover(server, "b.ts", "const OPENAI_█API_KEY = 1"), undefined);
  });
});

/** Markdown with its escapes taken back. */
function plain(markdown: string | undefined): string {
  return (markdown ?? "").replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
