import assert from "node:assert/strict";
import type { VaultServer } from "../../../fakes/vaultServer";
import { startVault } from "../../../fakes/vaultServer";
import type { Flavour } from "./opened";
import { seed } from "./opened";

/** What was asked of a server, and what it answered: the status, and what the body has to have in it. */
interface Fact {
  readonly at: readonly Flavour[];
  readonly before?: (server: VaultServer) => void;
  readonly ask: readonly [method: string, path: string, body?: object];
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly has?: (body: Answer) => unknown;
  readonly is?: unknown;
}

type Answer = Readonly<Record<string, unknown>>;

const all: readonly Flavour[] = ["vault", "openBao", "older"];
const errors = (body: Answer) => body["errors"];
const data = (body: Answer) => body["data"] as Answer;
const keys = (body: Answer) => data(body)["keys"];
const merge = { "content-type": "application/merge-patch+json" };
const put = { options: { cas: 0 }, data: { value: "v" } };

// Recorded from a Vault server; what it could not show was read in the source of OpenBao (openbao/openbao, builtin/logical/kv).
const facts: Readonly<Record<string, Fact>> = {
  "folders end in a slash": {
    at: all,
    ask: ["GET", "secret/metadata/?list=true"],
    status: 200,
    has: keys,
    is: ["development/", "production/"],
  },
  "an empty folder is answered with 404 and no error": {
    at: all,
    ask: ["GET", "secret/metadata/nothing?list=true"],
    status: 404,
    has: errors,
    is: [],
  },
  "a name that exists is not written over with version 0": {
    at: all,
    ask: ["POST", "secret/data/production/BETA", put],
    status: 400,
    has: errors,
    is: ["check-and-set parameter did not match the current version"],
  },
  "a write is answered with its version, and with no value": {
    at: all,
    ask: ["POST", "secret/data/production/NEW", put],
    status: 200,
    has: (body) => [data(body)["version"], "data" in data(body)],
    is: [1, false],
  },
  "a slash is one however it is written": {
    at: all,
    ask: ["GET", "secret/metadata/production%2FBETA"],
    status: 200,
    has: (body) => data(body)["current_version"],
    is: 1,
  },
  "a name that was deleted softly is still listed": {
    at: all,
    before: ({ store }) => {
      store.deleteSoftly("secret/production/BETA");
    },
    ask: ["GET", "secret/metadata/production?list=true"],
    status: 200,
    has: keys,
    is: ["ALPHA", "BETA"],
  },
  "its metadata says when that was": {
    at: all,
    before: ({ store }) => {
      store.deleteSoftly("secret/production/BETA", "2026-01-02T00:00:00Z");
    },
    ask: ["GET", "secret/metadata/production/BETA"],
    status: 200,
    has: (body) => ((data(body)["versions"] as Answer)["1"] as Answer)["deletion_time"],
    is: "2026-01-02T00:00:00Z",
  },
  "deleting what is not there succeeds": {
    at: all,
    ask: ["DELETE", "secret/metadata/production/NOTHING"],
    status: 204,
  },
  "a description is answered without content": {
    at: all,
    ask: ["POST", "secret/metadata/production/BETA", { custom_metadata: { description: "d" } }],
    status: 204,
  },
  "a store of version 1 has nothing at a path of version 2": {
    at: all,
    ask: ["GET", "old/metadata/?list=true"],
    status: 404,
    has: errors,
    is: [],
  },
  "a sealed server answers nobody": {
    at: all,
    before: (server) => {
      server.seal();
    },
    ask: ["GET", "secret/metadata/?list=true"],
    status: 503,
    has: errors,
    is: ["Vault is sealed"],
  },
  "a token that may not is refused": {
    at: all,
    before: (server) => {
      server.allow("nothing");
    },
    ask: ["GET", "secret/metadata/?list=true"],
    status: 403,
    has: (body) => String(errors(body)).includes("permission denied"),
    is: true,
  },
  "a token that has ended is refused in the same words": {
    at: ["openBao", "older"],
    headers: { "x-vault-token": "hvs.ended" },
    ask: ["GET", "secret/metadata/?list=true"],
    status: 403,
    has: errors,
    is: ["permission denied"],
  },
  // developer.hashicorp.com/vault/docs/concepts/tokens, "Error responses".
  "a token that has ended is told as such": {
    at: ["vault"],
    headers: { "x-vault-token": "hvs.ended" },
    ask: ["GET", "secret/metadata/?list=true"],
    status: 403,
    has: (body) => /permission denied[^]*invalid token/.test(String(errors(body))),
    is: true,
  },
  "deleted names can be left out": {
    at: ["vault"],
    before: ({ store }) => {
      store.deleteSoftly("secret/production/BETA");
    },
    ask: ["GET", "secret/metadata/production?list=true&exclude_deleted=true"],
    status: 200,
    has: keys,
    is: ["ALPHA"],
  },
  "metadata comes with the list, by the page": {
    at: ["openBao"],
    ask: ["GET", "secret/detailed-metadata/production?list=true&limit=1&after=ALPHA"],
    status: 200,
    has: (body) => [keys(body), Object.keys(data(body)["key_info"] as Answer)],
    is: [["BETA"], ["BETA"]],
  },
  "there is no such list elsewhere": {
    at: ["vault", "older"],
    ask: ["GET", "secret/detailed-metadata/production?list=true"],
    status: 404,
    has: (body) => String(errors(body)).includes("unsupported path"),
    is: true,
  },
  "a patch has a type of its own": {
    at: ["vault", "openBao"],
    ask: ["PATCH", "secret/data/production/BETA", { data: { value: "v" } }],
    status: 415,
  },
  "a patch of what is not there is answered with 404": {
    at: ["vault", "openBao"],
    headers: merge,
    ask: ["PATCH", "secret/data/production/NOTHING", { data: { value: "v" } }],
    status: 404,
    has: errors,
    is: [],
  },
  "a patch is nothing that an older server knows": {
    at: ["older"],
    headers: merge,
    ask: ["PATCH", "secret/data/production/BETA", { data: { value: "v" } }],
    status: 405,
  },
  "metadata is held to a version of its own": {
    at: ["openBao"],
    ask: ["POST", "secret/metadata/production/BETA", { metadata_cas: 7, custom_metadata: { description: "d" } }],
    status: 400,
    has: errors,
    is: ["metadata check-and-set parameter does not match the current version"],
  },
};

describe("the server that stands in for Vault", () => {
  for (const [sentence, { at, before, ask, headers, status, has, is }] of Object.entries(facts))
    it(`knows that ${sentence}`, async () => {
      for (const flavour of at) {
        const server = await startVault(seed, { flavour });
        before?.(server);
        const [method, path, body] = ask;
        const response = await fetch(`${server.account.endpoint}/v1/${path}`, {
          method,
          headers: { "x-vault-token": "hvs.token_of_the_tests", ...headers },
          ...(body && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        assert.equal(response.status, status, `${flavour}: ${text}`);
        if (has !== undefined) assert.deepEqual(has(JSON.parse(text) as Answer), is, flavour);
        await server.stop();
      }
    });
});
