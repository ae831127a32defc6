import assert from "node:assert/strict";
import type { NewSecret } from "../../../server/providers/provider";
import { newCanary } from "../../canary";
import type { ContractEntry } from "./entry";
import type { Opened } from "./opened";
import { expectDone, expectFailure, listAll, open, signal } from "./opened";

/** Creating, changing and deleting, and what each is refused for. */
export function describeWriting(entry: ContractEntry): void {
  const { nameOf = (name: string): string => name } = entry;
  const alpha = nameOf("ALPHA_KEY");
  const beta = nameOf("BETA_KEY");
  const newSecret = ({ fake }: Opened, name = nameOf("NEW_KEY"), environment = fake.environments[0]): NewSecret => ({
    name,
    value: newCanary("value"),
    description: "",
    visibility: "masked",
    target: { kind: "environments", ids: [environment] },
  });
  const find = async ({ provider }: Opened, name: string) =>
    (await listAll(provider)).filter((secret) => secret.name === name);

  it("creates a secret in an environment, and sends its value in a body alone", async () => {
    const opened = await open(entry);
    const { fake, provider } = opened;
    const secret = newSecret(opened);
    const created = expectDone(await provider.createSecret(secret, signal));
    assert.deepEqual([created.name, created.environments], [secret.name, [fake.environments[0]]]);
    assert.deepEqual(fake.names().get(secret.name), [fake.environments[0]]);
    assert.equal((await find(opened, secret.name)).length, 1);
    const outside = fake.requests.map(({ path, headers }) => [path, headers]);
    const core = secret.value.slice(0, 20);
    assert.ok(!JSON.stringify([outside, created]).includes(core));
  });

  it("does not create what exists", async () => {
    const opened = await open(entry);
    const { provider } = opened;
    const failure = expectFailure(await provider.createSecret(newSecret(opened, alpha), signal), "alreadyExists");
    assert.equal(failure.field, "name");
  });

  it("does not create in an environment that is not there", async () => {
    const opened = await open(entry);
    const { fake, provider, capabilities } = opened;
    // Where there is but one, nobody is asked which.
    if (!capabilities.environments) return;
    const result = await provider.createSecret(newSecret(opened, nameOf("NEW_KEY"), "moon"), signal);
    const failure = expectFailure(result, "notFound", "invalid", "forbidden");
    assert.match(failure.message, /moon|environment/);
    assert.ok(!fake.names().has(nameOf("NEW_KEY")));
  });

  it("sets a value, and leaves the other environments as they are", async () => {
    const opened = await open(entry);
    const { fake, provider } = opened;
    const [row] = await find(opened, alpha);
    const [one, other] = fake.environments;
    const value = { text: newCanary("value"), target: { kind: "environments", ids: [other] } } as const;
    const changed = expectDone(await provider.updateSecret({ name: alpha, etag: row?.etag ?? "", value }, signal));
    assert.deepEqual(new Set(changed.environments), new Set([one, other]));
    assert.deepEqual(new Set(fake.names().get(alpha)), new Set([one, other]));
  });

  it("changes a description alone, or says that it cannot", async () => {
    const opened = await open(entry);
    const { capabilities, provider } = opened;
    const [row] = await find(opened, alpha);
    const change = { name: alpha, etag: row?.etag ?? "", description: "Anew" };
    const result = await provider.updateSecret(change, signal);
    if (capabilities.description && capabilities.editDescriptionAlone) {
      assert.equal(expectDone(result).description, "Anew");
      assert.ok((await find(opened, alpha)).some(({ description }) => description === "Anew"));
    } else expectFailure(result, "invalid");
  });

  it("does not overwrite what somebody else has changed, where it can tell", async () => {
    const opened = await open(entry);
    const { capabilities, fake, provider } = opened;
    const [row] = await find(opened, alpha);
    const target = { kind: "environments", ids: [fake.environments[0]] } as const;
    const change = { name: alpha, etag: row?.etag ?? "", value: { text: "theirs", target } };
    expectDone(await provider.updateSecret(change, signal));
    const ours = await provider.updateSecret({ ...change, value: { text: "ours", target } }, signal);
    if (capabilities.conflictCheck) expectFailure(ours, "changedMeanwhile");
    else expectDone(ours);
  });

  it("deletes a name, with all its values or with one", async () => {
    const opened = await open(entry);
    const { fake, provider, capabilities } = opened;
    const [one, other] = fake.environments;
    if (capabilities.environments) {
      expectDone(await provider.deleteSecret({ name: beta, etag: "", environment: one }, signal));
      assert.deepEqual(fake.names().get(beta), [other]);
    }
    expectDone(await provider.deleteSecret({ name: beta, etag: "" }, signal));
    assert.ok(!fake.names().has(beta));
    assert.deepEqual(await find(opened, beta), []);
    assert.ok(fake.names().has(alpha));
  });
}
