import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createNameCache } from "../../server/nameCache";
import type { KeptNames, NameCache } from "../../server/nameCache";
import type { TemporaryFolder } from "./workspace/temporaryFolder";
import { temporaryFolder } from "./workspace/temporaryFolder";

const account = { provider: "secretsApi", endpoint: "https://api.test" } as const;
const names: KeptNames = {
  checkedAt: "2026-01-01T00:00:00.000Z",
  environments: [{ id: "production", name: "Production" }],
  secrets: [
    {
      name: "STRIPE_KEY",
      description: "for payments",
      type: "secret",
      visibility: "restricted",
      managed: false,
      hasDefault: false,
      environments: ["production"],
      createdAt: "",
      updatedAt: "",
      etag: "",
    },
  ],
};

describe("Names that are kept between runs", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  const directory = (): string => join(folder.path, "names");
  const onlyFile = (): string => join(directory(), readdirSync(directory())[0] ?? "");
  const cache = (): NameCache => createNameCache(directory());

  it("come back as they were, for their account alone", async () => {
    await cache().save(account, names);
    assert.deepEqual(await cache().load(account), names);
    assert.equal(await cache().load({ ...account, endpoint: "https://other.test" }), undefined);
  });

  it("can be read by their owner only", async () => {
    await cache().save(account, names);
    if (process.platform !== "win32") assert.equal(statSync(onlyFile()).mode & 0o077, 0);
  });

  it("let nothing else in with them", async () => {
    await cache().save(account, names);
    const text = readFileSync(onlyFile(), "utf8");
    writeFileSync(onlyFile(), text.replaceAll('"name":', '"value":"canary","name":'));
    assert.deepEqual(await cache().load(account), names);
  });

  it("are asked for anew when the file is not ours, or half written", async () => {
    await cache().save(account, names);
    const text = readFileSync(onlyFile(), "utf8");
    for (const broken of ["", "{}", "[]", "null", text.slice(0, -5), text.replace("2026-01-01", "never")]) {
      writeFileSync(onlyFile(), broken);
      assert.equal(await cache().load(account), undefined, broken);
    }
  });

  it("are gone after signing out", async () => {
    const kept = cache();
    await Promise.all([kept.save(account, names), kept.forget(account)]);
    assert.equal(await kept.load(account), undefined);
  });

  it("are gone for every project of the sign-in that ended, and for no other", async () => {
    const shop = { ...account, project: "shop", session: "one" };
    const blog = { ...account, project: "blog", session: "one" };
    const others = { ...account, project: "shop", session: "two" };
    for (const of of [shop, blog, others]) await cache().save(of, names);
    await cache().forget({ ...account, session: "one" });
    assert.equal(await cache().load(shop), undefined);
    assert.equal(await cache().load(blog), undefined);
    assert.deepEqual(await cache().load(others), names);
  });

  it("are not kept when a listing ends after its sign-in has", async () => {
    const kept = cache();
    const shop = { ...account, project: "shop", session: "one" };
    await kept.forget({ ...account, session: "one" });
    await kept.save(shop, names);
    assert.equal(await kept.load(shop), undefined);
    await kept.save({ ...shop, session: "two" }, names);
    assert.deepEqual(await kept.load({ ...shop, session: "two" }), names);
  });

  it("are not kept of the embedded store, which is at hand", async () => {
    await cache().save({ provider: "embedded" }, names);
    assert.equal(await cache().load({ provider: "embedded" }), undefined);
  });
});
