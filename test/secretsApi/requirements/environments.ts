import type { Answer } from "../caller";
import { allEnvironments, expect, expectProblem, expectStatus, NotOffered } from "../service";
import type { Service } from "../service";
import type { Requirement } from "./requirement";

/** The places that a name can have values of its own in. */
export const environments: readonly Requirement[] = [
  {
    sentence: "lists at least one environment, and each once",
    check: async (service) => {
      const ids = (await allEnvironments(service)).map(({ id }) => id);
      expect(ids.length > 0, "GET /v1/environments lists none; a service without them lists one");
      expect(new Set(ids).size === ids.length, "GET /v1/environments lists an id twice");
    },
  },
  {
    sentence: "adds an environment, lists it, and removes it again",
    check: async (service) => {
      const id = await add(service);
      const ids = (await allEnvironments(service)).map((environment) => environment.id);
      expect(ids.includes(id), "GET /v1/environments does not list the new one");
      const taken = await service.call("POST /v1/environments", { body: { name: id } });
      expectProblem(taken, 409, "already-exists");
      expectStatus(await service.call(`DELETE /v1/environments/${id}`), 204);
      expectProblem(await service.call(`DELETE /v1/environments/${id}`), 404, "not-found");
    },
  },
  {
    sentence: "keeps an environment that holds values",
    check: async (service) => {
      const id = await add(service);
      const { name } = await service.create({ body: { environments: [id] } });
      expectProblem(await service.call(`DELETE /v1/environments/${id}`), 409, "environment-in-use");
      expectStatus(await service.call(`GET /v1/secrets/${name}`), 200);
      expectStatus(await service.call(`DELETE /v1/secrets/${name}`), 204);
      expectStatus(await service.call(`DELETE /v1/environments/${id}`), 204);
    },
  },
];

/** Adds one; a service whose environments are settled elsewhere says that nobody may. */
async function add({ call, newName, willRemove }: Service): Promise<string> {
  const name = newName().toLowerCase().replaceAll("_", "-");
  const answer: Answer = await call("POST /v1/environments", { body: { name } });
  if (answer.status === 403) throw new NotOffered("environments are not added through this API");
  expectStatus(answer, 201);
  const id = answer.body?.["id"];
  if (typeof id === "string") willRemove(id);
  expect(id === name, "POST /v1/environments makes another id than the name in small letters, digits and dashes");
  return name;
}
