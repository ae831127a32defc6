import assert from "node:assert/strict";
import type { Account } from "../../shared/account";
import { ok } from "../../shared/failure";
import {
  createRequest,
  foldersNotification,
  heldBackNotification,
  selectAccountNotification,
  selectEnvironmentNotification,
  snapshotRequest,
} from "../../shared/protocol";
import type { Snapshot } from "../../shared/protocol";
import type { MemoryProvider } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { diagnose, openFile } from "./editing";
import { folder, settled, startTestServer } from "./server";

const shop: Account = { provider: "vault", endpoint: "https://vault.test", project: "shop" };
const blog: Account = { provider: "infisical", endpoint: "https://infisical.test", project: "blog" };
const shopFolder = `${folder}/shop`;
const files = {
  "shop/app.yaml": "requirements:\n  secrets:\n    - key: STRIPE_KEY\n",
  "blog/app.yaml": "requirements:\n  secrets:\n    - key: STRIPE_KEY\n",
};

/** The window is held to the blog's account, where the name is missing, and one folder to the shop's, where it is set. */
async function start() {
  const opened: string[] = [];
  const providers: Record<string, MemoryProvider> = {
    shop: createMemoryProvider([{ name: "STRIPE_KEY", environments: ["production"] }]),
    blog: createMemoryProvider([{ name: "OTHER", environments: ["development"] }]),
  };
  const server = await startTestServer({
    account: blog,
    files,
    createProvider: (account) => {
      const project = account.provider === "embedded" ? "" : (account.project ?? "");
      opened.push(project);
      return ok(providers[project] ?? createMemoryProvider([]));
    },
  });
  const snapshotOf = async (uri: string, wanted: (snapshot: Snapshot) => boolean) =>
    until(`the snapshot of ${uri}`, async () => {
      const snapshot = await server.request(snapshotRequest, { folder: uri });
      return snapshot.status.kind === "complete" && wanted(snapshot) && snapshot;
    });
  return { server, opened, providers, snapshotOf };
}

describe("the accounts of the folders of a workspace", () => {
  it("count for the files of their folder alone", async () => {
    const { server, opened, snapshotOf } = await start();
    await settled(server);
    await server.notify(foldersNotification, {
      folders: { [shopFolder]: { account: shop, environment: "production" } },
    });
    const here = await snapshotOf(shopFolder, ({ rows }) => rows.length > 0);
    assert.deepEqual(
      here.rows.map(({ name, stored }) => [name, stored]),
      [["STRIPE_KEY", "set"]],
    );
    const there = await snapshotOf(`${folder}/blog/app.yaml`, () => true);
    assert.deepEqual(
      there.rows.map(({ name, stored }) => [name, stored]),
      [
        ["OTHER", "set"],
        ["STRIPE_KEY", "missing"],
      ],
    );
    assert.deepEqual(opened, ["blog", "shop"]);
    for (const [path, codes] of [
      ["shop/app.yaml", []],
      ["blog/app.yaml", ["missing"]],
    ] as const) {
      const uri = await openFile(server, path, files[path]);
      const problems = await diagnose(server, uri);
      assert.deepEqual(
        problems.map(({ code }) => code).filter((code) => code !== "unused"),
        codes,
        path,
      );
    }
    await server.stop();
  });

  it("have an environment of their own, and are written to where the dialog was begun", async () => {
    const { server, providers, snapshotOf } = await start();
    await server.notify(foldersNotification, {
      folders: { [shopFolder]: { account: shop, environment: "production" } },
    });
    await snapshotOf(shopFolder, ({ rows }) => rows.length > 0);
    await server.notify(selectEnvironmentNotification, { environment: "development", folder: shopFolder });
    const moved = await snapshotOf(shopFolder, ({ environment }) => environment === "development");
    assert.equal(moved.rows[0]?.stored, "missing");
    const created = await server.request(createRequest, {
      folder: shopFolder,
      name: "NEW",
      value: { kind: "given", value: "v" },
      description: "",
      visibility: "masked",
      target: { kind: "default" },
    });
    assert.deepEqual(created, ok({ kind: "done" }));
    assert.deepEqual([providers["shop"]?.secrets.has("NEW"), providers["blog"]?.secrets.has("NEW")], [true, false]);
    await server.stop();
  });

  it("are written to as whom the dialog was begun, unless nobody was signed in then", async () => {
    const { server, providers, snapshotOf } = await start();
    await settled(server);
    const account = { ...blog, session: "blue" };
    await server.notify(selectAccountNotification, { account });
    await snapshotOf(folder, (snapshot) => snapshot.account.provider !== "embedded" && "session" in snapshot.account);
    const write = (name: string, meant: Account) =>
      server.request(createRequest, {
        account: meant,
        name,
        value: { kind: "given", value: "v" },
        description: "",
        visibility: "masked",
        target: { kind: "default" },
      });
    const outcomes = [
      await write("AS_RED", { ...blog, session: "red" }),
      await write("AS_BLUE", account),
      await write("AS_NOBODY", blog),
    ];
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ["failed", "ok", "ok"],
    );
    assert.equal(providers["blog"]?.secrets.has("AS_RED"), false);
    await server.stop();
  });

  it("are closed when no folder uses them any more, and share one listing while several do", async () => {
    const { server, opened, providers, snapshotOf } = await start();
    const choice = { account: shop, environment: "production" };
    await server.notify(foldersNotification, { folders: { [shopFolder]: choice, [`${folder}/api`]: choice } });
    await snapshotOf(shopFolder, ({ rows }) => rows.length > 0);
    assert.equal(providers["shop"]?.listCalls, 1);
    await server.notify(foldersNotification, { folders: {} });
    const after = await snapshotOf(shopFolder, ({ account }) => account.provider === "infisical");
    assert.equal(after.accountName, "infisical.test");
    assert.deepEqual(opened, ["blog", "shop"]);
    await server.stop();
  });

  it("say nothing of what is missing in the embedded store while nobody trusts the settings that name another one", async () => {
    const provider = createMemoryProvider([{ name: "OTHER", environments: ["development"] }]);
    const server = await startTestServer({ files, createProvider: () => ok(provider) });
    await settled(server);
    const document = await openFile(server, "shop/a.ts", "use(process.env.STRIPE_KEY, process.env.STRIPE_KY)");
    const codes = async () => (await diagnose(server, document)).map(({ code }) => code);
    assert.deepEqual(await codes(), ["missing", "near-miss"]);
    await server.notify(heldBackNotification, { isHeldBack: true });
    assert.deepEqual(await codes(), ["near-miss"]);
    const { status, rows } = await server.request(snapshotRequest, {});
    assert.deepEqual(status, { kind: "unknown", reason: "untrusted" });
    assert.deepEqual(
      rows.map(({ name, stored }) => [name, stored]),
      [["STRIPE_KEY", "unknown"]],
    );
    await server.notify(heldBackNotification, { isHeldBack: false });
    assert.deepEqual(await codes(), ["missing", "near-miss"]);
    await server.stop();
  });
});
