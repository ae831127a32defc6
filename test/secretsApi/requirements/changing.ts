import { expect, expectProblem, expectStatus, NotOffered, secretOf } from "../service";
import { expectPlaces, read, same } from "./creating";
import type { Requirement } from "./requirement";

/** Secrets change. */
export const changing: readonly Requirement[] = [
  {
    sentence: "changes the description alone, and the version with it",
    check: async ({ call, create }) => {
      const before = await create({ body: { visibility: "restricted" } });
      const answer = await call(`PATCH /v1/secrets/${before.name}`, { body: { description: "anew" } });
      const after = secretOf(expectStatus(answer, 200));
      expect(after.description === "anew", `${answer.route} does not answer with the new description`);
      expect(after.etag !== before.etag, `${answer.route} keeps the version`);
      expect(answer.headers.get("etag") === after.etag, `${answer.route} has another ETag than \`etag\``);
      const { description, etag, updatedAt } = before;
      expect(same({ ...after, description, etag, updatedAt }, before), `${answer.route} changes more than it was told`);
    },
  },
  {
    sentence: "changes the visibility alone",
    check: async ({ call, create }) => {
      const { name } = await create({ body: { description: "kept" } });
      const answer = await call(`PATCH /v1/secrets/${name}`, { body: { visibility: "restricted" } });
      const { visibility, description } = secretOf(expectStatus(answer, 200));
      expect(visibility === "restricted", `${answer.route} does not answer with the new visibility`);
      expect(description === "kept", `${answer.route} changes the description`);
    },
  },
  {
    sentence: "sets a new value, and the version with it",
    check: async ({ call, create, newValue }) => {
      const before = await create({ body: { description: "kept" } });
      const body = { value: newValue(), environments: before.environments };
      const answer = await call(`PATCH /v1/secrets/${before.name}`, { body, headers: { "if-match": before.etag } });
      const after = secretOf(expectStatus(answer, 200));
      expectPlaces(answer.route, after, before.environments, before.hasDefault);
      expect(after.description === "kept", `${answer.route} changes the description`);
      expect(after.etag !== before.etag, `${answer.route} keeps the version`);
    },
  },
  {
    sentence: "sets a value in another environment, and leaves the others",
    check: async (service) => {
      const [one, other] = await service.environments();
      if (other === undefined) throw new NotOffered("it has one environment");
      const { name } = await service.create();
      const body = { value: service.newValue(), environments: [other] };
      const answer = await service.call(`PATCH /v1/secrets/${name}`, { body });
      expectPlaces(answer.route, secretOf(expectStatus(answer, 200)), [one, other], false);
    },
  },
  {
    sentence: "does not change what has changed meanwhile",
    check: async (service) => {
      const { call, create, newValue } = service;
      const { name, etag, environments } = await create();
      expectStatus(await call(`PATCH /v1/secrets/${name}`, { body: { description: "theirs" } }), 200);
      const theirs = await read(service, name);
      const stale = { headers: { "if-match": etag } };
      const changes = [{ description: "ours" }, { value: newValue(), environments }];
      for (const body of changes)
        expectProblem(await call(`PATCH /v1/secrets/${name}`, { ...stale, body }), 412, "changed-meanwhile");
      expectProblem(await call(`DELETE /v1/secrets/${name}`, stale), 412, "changed-meanwhile");
      expect(same(await read(service, name), theirs), `PATCH /v1/secrets/${name} was refused and changed something`);
    },
  },
  {
    sentence: "refuses a change of nothing, and environments without a value",
    check: async ({ call, create }) => {
      const { name, environments } = await create();
      expectProblem(await call(`PATCH /v1/secrets/${name}`, { body: {} }), 422, "invalid");
      expectProblem(await call(`PATCH /v1/secrets/${name}`, { body: { environments } }), 422, "invalid");
    },
  },
  {
    sentence: "refuses to change what is not there, and does not create it",
    check: async (service) => {
      const name = service.newName();
      const body = { value: service.newValue(), environments: [(await service.environments())[0]] };
      expectProblem(await service.call(`PATCH /v1/secrets/${name}`, { body }), 404, "not-found");
      expectProblem(await service.call(`GET /v1/secrets/${name}`), 404, "not-found");
    },
  },
];
