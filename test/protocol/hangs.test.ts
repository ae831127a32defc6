import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { ok } from "../../shared/failure";
import { aliveRequest, readingNotification, usesRequest } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { diagnose, openFile } from "./editing";
import type { ServerOptions } from "./server";
import { folder, settled, startTestServer } from "./server";

const files = {
  "a.ts": "use(process.env.A_KEY)",
  "b.ts": 'import { read } from "./read";\nread("A_KEY");',
  "read.ts": "export const read = (name: string) => process.env[name];",
};

/** A server, and what it says of the files that it reads. */
async function start(options: Partial<ServerOptions>) {
  const server = await startTestServer({ createProvider: () => ok(createMemoryProvider()), files, ...options });
  const told: (string | null)[] = [];
  server.connection.onNotification(readingNotification.method, ({ uri }: { readonly uri: string | null }) => {
    told.push(uri?.replace(`${folder}/`, "") ?? null);
  });
  await settled(server);
  const { references: uses, complete } = await server.request(usesRequest, { name: "A_KEY" });
  return { server, told, uses, complete };
}

describe("A server after one that hung", () => {
  it("says that it answers, and before anybody hung, not what it reads", async () => {
    const { server, told, uses } = await start({});
    assert.equal(await server.request(aliveRequest, {}), null);
    assert.equal(uses, 2);
    assert.deepEqual(told, []);
    assert.ok(!server.wire().includes(readingNotification.method));
    await server.stop();
  });

  it("says which file it reads before it does, and that it has come to the end", async () => {
    const { server, told, uses, complete } = await start({ afterHang: { leftOut: [] } });
    assert.equal(uses, 2);
    assert.equal(complete, true);
    for (const path of Object.keys(files)) assert.ok(told.includes(path), path);
    await until("the end", () => told.at(-1) === null);
    told.length = 0;
    const { uri } = await openFile(server, "c.ts", "use(process.env.C_KEY)");
    await server.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    assert.equal(told[0], "c.ts");
    await until("the end", () => told.at(-1) === null);
    await server.stop();
  });

  it("leaves out what one hung at, on disk, in an editor and where others import it", async () => {
    const afterHang = { leftOut: [`${folder}/a.ts`, `${folder}/read.ts`] };
    const { server, told, uses, complete } = await start({ afterHang });
    assert.equal(uses, 0);
    // Nobody may conclude from it that no other place uses the name.
    assert.equal(complete, false);
    const { uri } = await openFile(server, "a.ts", 'use(process.env.A_KEY, process.env["");');
    const completion = { textDocument: { uri }, position: { line: 0, character: 36 } };
    assert.equal(await server.connection.sendRequest("textDocument/completion", completion), null);
    assert.ok(!told.includes("a.ts"));
    assert.ok(!told.includes("read.ts"));
    await server.stop();
  });

  describe("tells what is wrong", () => {
    const manifests = {
      "app.yaml": "requirements:\n  secrets:\n    - key: STORED\n",
      "b/.env.example": "A_KEY=\nSTORED=\n",
    };
    const texts = { ...manifests, "a.ts": 'process.env.GIVEN = "1";\nuse(process.env.A_KEY ?? "");' };
    const createProvider = () => ok(createMemoryProvider([{ name: "STORED", hasDefault: true }]));

    /** What is told of code and of an example, once there is nothing more to come. */
    const toldBy = async (afterHang: ServerOptions["afterHang"]) => {
      const { server } = await start({ files: texts, createProvider, ...(afterHang && { afterHang }) });
      const code = await openFile(server, "c.ts", "use(process.env.OTHER, process.env.STORED_, process.env.GIVEN);");
      const example = await openFile(server, "b/.env.example", manifests["b/.env.example"]);
      const look = async (): Promise<readonly unknown[]> =>
        (await Promise.all([diagnose(server, code), diagnose(server, example)])).map((all) =>
          all.map((each) => each.code),
        );
      await look();
      await setTimeout(300);
      const told = await look();
      await server.stop();
      return told;
    };

    it("as any other server does, when all files are read", async () => {
      assert.deepEqual(await toldBy({ leftOut: [] }), [["undeclared", "near-miss"], ["missing"]]);
    });

    it("but for what a file may say otherwise that is left out", async () => {
      assert.deepEqual(await toldBy({ leftOut: [`${folder}/a.ts`] }), [[], []]);
    });
  });
});
