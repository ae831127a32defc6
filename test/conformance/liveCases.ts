import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { HttpLimits } from "../../server/providers/http";
import { createProvider } from "../../server/providers/index";
import type { Provider } from "../../server/providers/provider";
import type { Credential, RemoteAccount } from "../../shared/account";
import type { Secret } from "../../shared/secret";
import { newCanary, tracesIn } from "../canary";
import type { ContractEntry } from "./contract/entry";
import { expectDone, expectFailure, expectOk, listAll, signal } from "./contract/opened";
import type { LiveService } from "./liveSwitches";

/** A part of the contract that is held against a real service; they go one after the other. */
export interface LiveCase {
  readonly sentence: string;
  readonly check: () => Promise<void>;
}

/** What is tried at a real service, and how to sweep up afterwards. */
export interface LiveSuite {
  readonly cases: readonly LiveCase[];
  readonly sweep: () => Promise<void>;
}

/** The harmless part of the contract, and the life of one name that nobody else has. */
export function liveSuite(
  { account, credential, environment }: LiveService,
  { nameOf = (name: string): string => name, unknownProject }: Pick<ContractEntry, "nameOf" | "unknownProject">,
  limits: Partial<HttpLimits> = {},
): LiveSuite {
  const provider = connect(account, credential, limits);
  const name = nameOf(`INLINE_SECRETS_TEST_${randomBytes(4).toString("hex").toUpperCase()}`);
  const sent: string[] = [];
  const life: Life = { provider, name, environment, newValue: () => (sent[sent.length] = newCanary("live")) };
  const reading: LiveCase[] = [
    {
      sentence: "says who the credential belongs to",
      check: async () => {
        assert.notEqual(expectOk(await provider.whoAmI(signal)).name, "");
      },
    },
    {
      sentence: "lists its environments, the chosen one among them",
      check: async () => {
        const ids = expectOk(await provider.listEnvironments(signal)).map(({ id }) => id);
        assert.ok(ids.length > 0);
        if (environment !== undefined) assert.ok(ids.includes(environment), `${environment} in ${ids.join()}`);
      },
    },
    {
      sentence: "lists its names to the last page, and no value among them",
      check: async () => {
        const listed = await listAll(provider);
        assert.ok(!listed.some((secret) => secret.name === name));
        assert.ok(listed.every((secret) => !("value" in secret)));
      },
    },
  ];
  const wrong = wrongCredential(credential);
  if (wrong !== undefined)
    reading.push({
      sentence: "refuses a credential that it did not give out",
      check: async () => {
        const result = await connect(account, wrong, limits).listSecrets(undefined, signal);
        expectFailure(result, "unauthorized", "forbidden", "notFound");
      },
    });
  if (unknownProject !== undefined)
    reading.push({
      sentence: "says of a project that is not there that it is not there",
      check: async () => {
        const result = await connect(unknownProject(account), credential, limits).listSecrets(undefined, signal);
        expectFailure(result, "notFound", "forbidden", "invalid");
      },
    });
  return {
    cases: [...reading, ...lifeOf(life, sent)],
    sweep: async () => {
      const there = (await find(life)) !== undefined;
      if (there) expectOk(await provider.deleteSecret({ name, etag: "" }, signal));
    },
  };
}

interface Life {
  readonly provider: Provider;
  readonly name: string;
  readonly environment: string | undefined;
  readonly newValue: () => string;
}

/** One name from its creation to its end. */
function lifeOf(life: Life, sent: readonly string[]): readonly LiveCase[] {
  const { provider, name, newValue } = life;
  const heard: unknown[] = [];
  const note = <T>(result: T): T => {
    heard.push(result);
    return result;
  };
  const create = async () => {
    const target = await targetOf(life);
    const secret = { name, value: newValue(), description: "", visibility: "masked", target } as const;
    return note(await provider.createSecret(secret, signal));
  };
  return [
    {
      sentence: "creates a name that nobody had",
      check: async () => {
        expectDone(await create());
        await eventually(async () => (await find(life)) !== undefined);
      },
    },
    {
      sentence: "does not create it twice",
      check: async () => {
        expectFailure(await create(), "alreadyExists");
      },
    },
    {
      sentence: "sets another value, and does not overwrite what has changed meanwhile where it can tell",
      check: async () => {
        const etag = (await find(life))?.etag ?? "";
        const change = async () => {
          const value = { text: newValue(), target: await targetOf(life) };
          return note(await provider.updateSecret({ name, etag, value }, signal));
        };
        expectDone(await change());
        if (provider.capabilities.conflictCheck) expectFailure(await change(), "changedMeanwhile");
      },
    },
    {
      sentence: "changes the description alone, or says that it cannot",
      check: async () => {
        const { description, editDescriptionAlone } = provider.capabilities;
        const result = note(await provider.updateSecret({ name, etag: "", description: "Anew" }, signal));
        if (description && editDescriptionAlone) assert.equal(expectDone(result).description, "Anew");
        else expectFailure(result, "invalid");
      },
    },
    {
      sentence: "deletes it",
      check: async () => {
        expectDone(note(await provider.deleteSecret({ name, etag: "" }, signal)));
        await eventually(async () => (await find(life)) === undefined);
      },
    },
    {
      sentence: "said nothing of the values that it was sent",
      check: () => {
        assert.ok(sent.length >= 3);
        for (const value of sent) assert.deepEqual(tracesIn(JSON.stringify(heard), value), []);
        return Promise.resolve();
      },
    },
  ];
}

/** Some services tell of a write a while later, and do not want to be asked about it all the time. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await isSo()); attempt++) {
    assert.ok(attempt < 20, "The list does not follow what was written.");
    await pause(3_000);
  }
}

async function targetOf({ provider, environment }: Life) {
  const first = environment ?? expectOk(await provider.listEnvironments(signal))[0]?.id ?? "";
  return { kind: "environments", ids: [first] } as const;
}

async function find({ provider, name }: Life): Promise<Secret | undefined> {
  return (await listAll(provider)).find((secret) => secret.name === name);
}

function connect(account: RemoteAccount, credential: Credential, limits: Partial<HttpLimits>): Provider {
  let current = credential;
  const created = createProvider(
    account,
    { fetch, dataDirectory: "", now: () => new Date(), limits },
    {
      credential: () => Promise.resolve(current),
      renewed: (_account, next) => {
        current = next;
      },
    },
  );
  return expectOk(created);
}

/** One that nobody has; undefined where it is not in our hands. */
function wrongCredential(credential: Credential): Credential | undefined {
  const made = randomBytes(20).toString("hex");
  if (credential.kind === "token") return { kind: "token", token: made };
  return credential.kind === "client" ? { ...credential, clientSecret: made } : undefined;
}
