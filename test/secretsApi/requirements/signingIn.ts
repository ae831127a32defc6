import { randomBytes } from "node:crypto";
import { expect, expectProblem, expectSchema, expectStatus, NotOffered } from "../service";
import type { Requirement } from "./requirement";

/** Routes of both kinds; the one that writes has nothing to write to. */
const routes = ["GET /v1/me", "GET /v1/environments", "GET /v1/secrets", "DELETE /v1/secrets/CONFORMANCE_NOWHERE"];

/** Who may do what. */
export const signingIn: readonly Requirement[] = [
  {
    sentence: "says whom the token belongs to",
    check: async ({ call }) => {
      expectSchema(expectStatus(await call("GET /v1/me"), 200), "Identity");
    },
  },
  {
    sentence: "refuses a request without a token",
    check: async ({ call }) => {
      for (const route of routes) expectProblem(await call(route, { token: null }), 401, "unauthorized");
    },
  },
  {
    sentence: "refuses a token that it does not know",
    check: async ({ call }) => {
      const token = randomBytes(24).toString("hex");
      for (const route of routes) expectProblem(await call(route, { token }), 401, "unauthorized");
    },
  },
  {
    sentence: "lets a token that may only read do so, and not write",
    check: async ({ call, create, reader: token, newName, newValue }) => {
      if (token === undefined) throw new NotOffered("no token was given that may only read");
      const { name } = await create();
      const { body } = expectStatus(await call("GET /v1/me", { token }), 200);
      expect(body?.["canWrite"] === false, "GET /v1/me says that the token may write");
      expectStatus(await call("GET /v1/secrets", { token }), 200);
      const value = newValue();
      for (const [route, sent] of [
        [`PUT /v1/secrets/${newName()}`, { body: { value } }],
        [`PATCH /v1/secrets/${name}`, { body: { value } }],
        [`DELETE /v1/secrets/${name}`, {}],
      ] as const)
        expectProblem(await call(route, { ...sent, token }), 403, "forbidden");
      expectStatus(await call(`GET /v1/secrets/${name}`), 200);
    },
  },
];
