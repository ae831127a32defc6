import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { snapshotRequest } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { hover, openFile, quickFixes } from "./editing";
import { folder, settled, startTestServer } from "./server";

const value = "hunter2canary";

/** Manifests that hold values where people put them, in order and broken, and those of which nobody may see anything. */
const files: Record<string, string> = {
  "inf.yml": `secrets:\n  - key: ASKED_FOR\nenv:\n  A_KEY: ${value}\nvariants:\n  x: { env: { B_KEY: ${value} } }\n`,
  "a/inf.yml": `secrets: [A_KEY]\nenv:\n  B_KEY: '${value}' ${value}\n`,
  "a/compose.yaml": `services:\n  a:\n    environment:\n      A_KEY: |${value}\n      B_KEY: }${value}\n      C_KEY: *${value}\n`,
  "b/compose.yaml": `services:\n  a:\n    environment:\n      - A_KEY=${value}\n      - B_KEY=\${X:-${value}}\n`,
  "b/wrangler.toml": `[vars]\nA_KEY = "${value}"\n[secrets]\nrequired = ["ASKED_FOR"]\n`,
  "c/wrangler.jsonc": `{ "vars": { "A_KEY": "${value}" ${value} }, "secrets": { "required": ["B_KEY"] } }`,
  "d/.env.example": `# PASS_WORD="x #${value}"\n# pass_word=${value}\nA_KEY="x #${value}"\nB_KEY='${value}\n${value}=' # words\nASKED_FOR=\n`,
  "e/.env.schema": `A_KEY=encrypted("x #${value}")\nB_KEY=f(\n  ${value}=1,\n)\n# @required\nASKED_FOR=${value}\n`,
};

describe("a value in a manifest", () => {
  it("is in nothing that the server says", async () => {
    const server = await startTestServer({ createProvider: () => ok(createMemoryProvider()), files });
    await settled(server);
    for (const path of Object.keys(files)) {
      const code = path.replace(/[^/]*$/, "a.ts");
      for (const name of ["A_KEY", "B_KEY", "C_KEY", "ASKED_FOR", "NOT_SAID"]) {
        const text = `use(process.env.${name});`;
        await hover(server, code, text.replace(name, `${name.slice(0, 2)}█${name.slice(2)}`));
        await quickFixes(server, await openFile(server, code, text));
      }
    }
    await server.request(snapshotRequest, {});
    await server.connection.sendRequest("workspace/symbol", { query: "" });
    await server.connection.sendRequest("workspace/diagnostic", { previousResultIds: [] });
    assert.ok(server.wire().includes(`${folder}/d/.env.example`), "the manifests were spoken of");
    assert.ok(!server.wire().includes(value));
    await server.stop();
  });
});
