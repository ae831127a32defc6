import assert from "node:assert/strict";
import type { Account } from "../../shared/account";
import { ok } from "../../shared/failure";
import {
  addEnvironmentRequest,
  createRequest,
  deleteEnvironmentRequest,
  deleteRequest,
  foldersNotification,
  heldBackNotification,
  preflightRequest,
  refreshRequest,
  renewedElsewhereNotification,
  selectAccountNotification,
  selectEnvironmentNotification,
  snapshotRequest,
  updateRequest,
} from "../../shared/protocol";
import type { AccountChoice, Snapshot } from "../../shared/protocol";
import type { MemoryProvider } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { diagnose, openFile } from "./editing";
import { folder, settled, startTestServer } from "./server";
import type { ServerOptions } from "./server";

const shop: Account = { provider: "vault", endpoint: "https://vault.test", project: "shop" };
const blog: Account = { provider: "infisical", endpoint: "https://infisical.test", project: "blog" };
const shopFolder = `${folder}/shop`;
const files = {
  "shop/app.yaml": "requirements:\n  secrets:\n    - key: STRIPE_KEY\n",
  "blog/app.yaml": "requirements:\n  secrets:\n    - key: STRIPE_KEY\n",
};

/** The window is held to the blog's account, where the name is missing, and one folder to the shop's, where it is set. */
async function start(options: Pick<ServerOptions, "isHeldBack"> = {}) {
  const opened: string[] = [];
  const providers: Record<string, MemoryProvider> = {
    shop: createMemoryProvider([{ name: "STRIPE_KEY", environments: ["production"] }]),
    blog: createMemoryProvider([{ name: "OTHER", environments: ["development"] }]),
  };
  const server = await startTestServer({
    ...options,
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

  it("know of what was written while they were opened anew, as when another window has signed in again", async () => {
    const { server, opened, providers, snapshotOf } = await start();
    await settled(server);
    const { blog: provider } = providers;
    assert.ok(provider);
    const { createSecret } = provider;
    let arrive = (): void => undefined;
    const onItsWay = new Promise<void>((resolve) => (arrive = resolve));
    Object.assign(provider, {
      createSecret: async (...given: Parameters<typeof createSecret>) => {
        await onItsWay;
        return createSecret(...given);
      },
    });
    const created = server.request(createRequest, {
      name: "STRIPE_KEY",
      value: { kind: "given", value: "v" },
      description: "",
      visibility: "masked",
      target: { kind: "default" },
    });
    await server.notify(selectAccountNotification, { account: blog });
    await snapshotOf(folder, () => opened.length === 2);
    arrive();
    assert.deepEqual(await created, ok({ kind: "done" }));
    const { rows } = await snapshotOf(folder, ({ rows: [, second] }) => second?.stored !== "missing");
    assert.deepEqual(
      rows.map(({ name, stored }) => [name, stored]),
      [
        ["OTHER", "set"],
        ["STRIPE_KEY", "default"],
      ],
    );
    await server.stop();
  });

  it("are asked again once another window has renewed their sign-in, where they had failed", async () => {
    const { server, providers, snapshotOf } = await start();
    const { blog: provider } = providers;
    assert.ok(provider);
    provider.listFailure = { failure: { kind: "unauthorized", message: "Your sign-in has ended." }, afterPages: 0 };
    await server.notify(selectAccountNotification, { account: { ...blog, session: "blue" } });
    await until("the failure", async () => (await server.request(snapshotRequest, {})).status.kind === "failed");
    provider.listFailure = undefined;
    const before = provider.listCalls;
    await server.notify(renewedElsewhereNotification, { session: "red" });
    await server.request(snapshotRequest, {});
    assert.equal(provider.listCalls, before);
    await server.notify(renewedElsewhereNotification, { session: "blue" });
    await snapshotOf(folder, ({ rows }) => rows.length > 0);
    await server.notify(renewedElsewhereNotification, { session: "blue" });
    await server.request(snapshotRequest, {});
    assert.equal(provider.listCalls, before + 1);
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

  it("are neither asked nor written to while nobody trusts the workspace, and say nothing of what is missing", async () => {
    const { server, opened, providers } = await start({ isHeldBack: true });
    const held = await until("the manifests to be read", async () => {
      const snapshot = await server.request(snapshotRequest, {});
      return snapshot.rows.length > 0 && snapshot;
    });
    assert.deepEqual([held.account, held.status], [blog, { kind: "unknown", reason: "untrusted" }]);
    assert.deepEqual(
      held.rows.map(({ name, stored }) => [name, stored]),
      [["STRIPE_KEY", "unknown"]],
    );
    const document = await openFile(server, "shop/a.ts", "use(process.env.STRIPE_KEY, process.env.STRIPE_KY)");
    const codes = async () => (await diagnose(server, document)).map(({ code }) => code);
    assert.deepEqual(await codes(), ["near-miss"]);
    const outcomes = [
      await server.request(createRequest, newSecret),
      await server.request(createRequest, { ...newSecret, account: blog }),
      await server.request(updateRequest, { name: "OTHER", etag: "", description: "new" }),
      await server.request(deleteRequest, { name: "OTHER", etag: "" }),
      await server.request(addEnvironmentRequest, { name: "staging" }),
      await server.request(deleteEnvironmentRequest, { id: "production" }),
      await server.request(preflightRequest, {}),
    ];
    for (const outcome of outcomes)
      assert.equal(
        outcome.kind === "failed" ? outcome.failure.message : "done",
        "In Restricted Mode no remote account is contacted. Trust this workspace first.",
      );
    assert.deepEqual((await server.request(refreshRequest, {})).status, held.status);
    assert.deepEqual(opened, []);

    await server.notify(heldBackNotification, { isHeldBack: false });
    await settled(server);
    assert.deepEqual(await codes(), ["missing", "near-miss"]);
    assert.deepEqual(await server.request(createRequest, { ...newSecret, account: blog }), ok({ kind: "done" }));
    assert.deepEqual([opened, providers["blog"]?.secrets.has("NEW")], [["blog"], true]);
    await server.stop();
  });

  it("leave the embedded store to the folders that it is for while nobody trusts the workspace", async () => {
    const { server, opened, snapshotOf } = await start({ isHeldBack: true });
    const choice: AccountChoice = { account: { provider: "embedded" }, environment: "development" };
    await server.notify(foldersNotification, { folders: { [shopFolder]: choice } });
    await snapshotOf(shopFolder, ({ rows }) => rows[0]?.stored === "missing");
    const created = await server.request(createRequest, { ...newSecret, folder: shopFolder });
    assert.deepEqual([created, opened], [ok({ kind: "done" }), [""]]);
    await server.stop();
  });
});

const newSecret = {
  name: "NEW",
  value: { kind: "given", value: "v" },
  description: "",
  visibility: "masked",
  target: { kind: "default" },
} as const;
