import assert from "node:assert/strict";
import type { InfisicalServer } from "../../fakes/infisicalServer";
import { startInfisical } from "../../fakes/infisicalServer";
import { accessToken, serviceToken } from "../../fakes/infisicalState";

type Version = "v4" | "v3";

/** What was asked of real servers, and what they answered: the status, and what the body has to have in it. */
interface Fact {
  readonly versions: readonly Version[];
  readonly ask: (project: string) => readonly [method: string, path: string, body?: object];
  readonly token?: string;
  readonly status: number;
  readonly has: (body: Answer) => unknown;
  readonly is: unknown;
}

type Answer = Readonly<Record<string, unknown>>;

const both: readonly Version[] = ["v4", "v3"];
const raw = "/api/v3/secrets/raw";
const secret = { environment: "dev", secretValue: "v" };

// v3: recorded from a server of that age. v4: from the source of the server, backend/src/server of Infisical/infisical.
const facts: Readonly<Record<string, Fact>> = {
  "a machine identity gets a token, and how long it lasts": {
    versions: both,
    ask: () => ["POST", "/api/v1/auth/universal-auth/login", login],
    status: 200,
    has: ({ accessToken: token, expiresIn, tokenType }) => [typeof token, expiresIn, tokenType],
    is: ["string", 7200, "Bearer"],
  },
  "a wrong client secret is refused": {
    versions: both,
    ask: () => ["POST", "/api/v1/auth/universal-auth/login", { ...login, clientSecret: "wrong" }],
    status: 401,
    has: ({ message }) => message,
    is: "Invalid credentials",
  },
  "a route that is too new is told in the words of the framework": {
    versions: ["v3"],
    ask: (project) => ["GET", `/api/v4/secrets?projectId=${project}&environment=dev`],
    status: 404,
    has: (body) => [body["message"], body["error"], "reqId" in body],
    is: ["Route GET:/api/v4/secrets not found", "Not Found", false],
  },
  "an old server sends values although it is asked not to": {
    versions: ["v3"],
    ask: (project) => ["GET", `${raw}?workspaceId=${project}&environment=dev&viewSecretValue=false`],
    status: 200,
    has: ({ secrets }) => (secrets as readonly Answer[]).map((row) => [row["secretValue"], "secretValueHidden" in row]),
    is: [["value-of-ALPHA", false]],
  },
  "a newer one hides them, by its older route, too": {
    versions: ["v4"],
    ask: (project) => ["GET", `${raw}?workspaceId=${project}&environment=dev&viewSecretValue=false`],
    status: 200,
    has: ({ secrets }) => (secrets as readonly Answer[]).map((row) => [row["secretValue"], row["secretValueHidden"]]),
    is: [["<hidden-by-infisical>", true]],
  },
  "an environment that is not there has no names, and nothing is wrong": {
    versions: both,
    ask: (project) => ["GET", `${raw}?workspaceId=${project}&environment=moon`],
    status: 200,
    has: ({ secrets }) => secrets,
    is: [],
  },
  "a write answers with the value": {
    versions: both,
    ask: (project) => ["POST", `${raw}/NEW`, { ...secret, workspaceId: project }],
    status: 200,
    has: ({ secret: made }) => (made as Answer)["secretValue"],
    is: "v",
  },
  "a name that exists is a bad request, not a conflict": {
    versions: both,
    ask: (project) => ["POST", `${raw}/ALPHA`, { ...secret, workspaceId: project }],
    status: 400,
    has: ({ statusCode, message }) => [statusCode, message],
    is: [400, "Secret already exist"],
  },
  "what is wrong with an input is told in a list": {
    versions: both,
    ask: (project) => ["POST", `${raw}/NEW`, { environment: "dev", workspaceId: project }],
    status: 422,
    has: ({ message, error }) => [Array.isArray(message), error],
    is: [true, "ValidationFailure"],
  },
  "a token that has expired is forbidden": {
    versions: ["v4"],
    ask: (project) => ["GET", `/api/v4/secrets?projectId=${project}&environment=dev`],
    token: "eyJ.expired.sig",
    status: 403,
    has: ({ error }) => error,
    is: "TokenError",
  },
  "and an inner error of an old server": {
    versions: ["v3"],
    ask: (project) => ["GET", `${raw}?workspaceId=${project}&environment=dev`],
    token: "eyJ.expired.sig",
    status: 500,
    has: ({ message }) => message,
    is: "jwt expired",
  },
  "a service token tells what it is for, its hash included": {
    versions: both,
    ask: () => ["GET", "/api/v2/service-token"],
    token: serviceToken,
    status: 200,
    has: (body) => [body["permissions"], "secretHash" in body],
    is: [["read", "write"], true],
  },
};

const login = { clientId: "0b1c2d3e-client-id", clientSecret: "client-secret-of-the-tests" };

describe("the fake of Infisical", () => {
  const servers = new Map<Version, InfisicalServer>();

  before(async () => {
    for (const version of both)
      servers.set(version, await startInfisical([{ name: "ALPHA", environments: ["dev"] }], { version }));
  });
  after(() => Promise.all([...servers.values()].map((server) => server.stop())));

  for (const [what, { versions, ask, token = accessToken, status, has, is }] of Object.entries(facts))
    for (const version of versions)
      it(`answers as servers with ${version} do: ${what}`, async () => {
        const server = servers.get(version)!;
        const [method, path, body] = ask(server.account.project!);
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const response = await fetch(server.account.endpoint + path, { method, headers, ...sent });
        const answer = (await response.json()) as Answer;
        assert.deepEqual([response.status, has(answer)], [status, is]);
      });
});
