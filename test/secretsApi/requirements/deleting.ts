import { allSecrets, expect, expectProblem, expectStatus, NotOffered } from "../service";
import { expectPlaces, read } from "./creating";
import type { Requirement } from "./requirement";

/** Secrets go. */
export const deleting: readonly Requirement[] = [
  {
    sentence: "deletes a name with all its values",
    check: async (service) => {
      const { name, etag } = await service.create();
      const answer = await service.call(`DELETE /v1/secrets/${name}`, { headers: { "if-match": etag } });
      expectStatus(answer, 204);
      expectProblem(await service.call(`GET /v1/secrets/${name}`), 404, "not-found");
      const names = (await allSecrets(service)).map((secret) => secret.name);
      expect(!names.includes(name), `GET /v1/secrets still lists ${name}`);
    },
  },
  {
    sentence: "deletes the value in one environment, and leaves the others",
    check: async (service) => {
      const [one, other] = await service.environments();
      if (other === undefined) throw new NotOffered("it has one environment");
      const { name } = await service.create({ body: { environments: [one, other] } });
      const route = `DELETE /v1/secrets/${name}?environment=${encodeURIComponent(one)}`;
      expectStatus(await service.call(route), 204);
      expectPlaces(route, await read(service, name), [other], false);
      expectProblem(await service.call(route), 404, "not-found");
    },
  },
  {
    sentence: "deletes a name with its last value",
    check: async ({ call, create, environments }) => {
      const { name } = await create();
      const [environment] = await environments();
      expectStatus(await call(`DELETE /v1/secrets/${name}?environment=${encodeURIComponent(environment)}`), 204);
      expectProblem(await call(`GET /v1/secrets/${name}`), 404, "not-found");
    },
  },
  {
    sentence: "says that what is to be deleted is not there",
    check: async ({ call, newName }) => {
      expectProblem(await call(`DELETE /v1/secrets/${newName()}`), 404, "not-found");
    },
  },
];
