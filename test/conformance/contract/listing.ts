import assert from "node:assert/strict";
import type { ContractEntry } from "./entry";
import { expectFailure, expectOk, listAll, open, signal } from "./opened";

/** Names, environments, identity: what comes over and what does not. */
export function describeListing(entry: ContractEntry): void {
  const { nameOf = (name: string): string => name, unknownProject } = entry;

  it("lists names with the environments that have a value", async () => {
    const { fake, provider } = await open(entry);
    const [one, other] = fake.environments;
    const listed = new Map((await listAll(provider)).map((secret) => [secret.name, secret]));
    assert.deepEqual([...listed.keys()].sort(), [nameOf("ALPHA_KEY"), nameOf("BETA_KEY")]);
    assert.deepEqual(listed.get(nameOf("ALPHA_KEY"))?.environments, [one]);
    assert.deepEqual(
      new Set(
        (await listAll(provider)).flatMap(({ name, environments }) =>
          name === nameOf("BETA_KEY") ? environments : [],
        ),
      ),
      new Set([one, other]),
    );
  });

  it("lists more names than fit on a page", async () => {
    const names = Array.from({ length: 450 }, (_, index) => nameOf(`N_${1000 + index}`));
    const { provider } = await open(entry, ([one]) => names.map((name) => ({ name, environments: [one] })));
    const listed = await listAll(provider);
    assert.deepEqual([...new Set(listed.map(({ name }) => name))].sort(), names);
  });

  it("tells an account without names from one that is not there", async () => {
    const { provider, again, fake } = await open(entry, () => []);
    assert.deepEqual(await listAll(provider), []);
    if (unknownProject !== undefined) {
      const account = unknownProject(fake.account);
      const kinds = ["notFound", "forbidden", "invalid"] as const;
      const failure = expectFailure(await again(account).listSecrets(undefined, signal), ...kinds);
      assert.ok(failure.message.includes(account.project ?? account.folder ?? ""), failure.message);
    }
  });

  it("tells who the credential belongs to, and which environments there are", async () => {
    const { fake, provider } = await open(entry);
    assert.notEqual(expectOk(await provider.whoAmI(signal)).name, "");
    const ids = expectOk(await provider.listEnvironments(signal)).map(({ id }) => id);
    for (const id of fake.environments) assert.ok(ids.includes(id), `${id} in ${ids.join()}`);
  });

  it("lists the projects that can be chosen, the account's own among them", async () => {
    const { fake, provider } = await open(entry);
    if (provider.listProjects !== undefined) {
      const ids = expectOk(await provider.listProjects(signal)).map(({ id }) => id);
      assert.ok(ids.includes(fake.account.project ?? ""), ids.join());
    }
  });
}
