import type { Secret } from "../../../shared/secret";
import { allSecrets, expect, expectProblem, expectStatus, NotOffered, secretOf } from "../service";
import type { Service } from "../service";
import type { Requirement } from "./requirement";

/** Secrets come to be. */
export const creating: readonly Requirement[] = [
  {
    sentence: "creates a secret with a value in one environment, and says where it is and which version",
    check: async (service) => {
      const [environment] = await service.environments();
      const name = service.newName();
      const body = {
        value: service.newValue(),
        environments: [environment],
        description: "d",
        visibility: "restricted",
      };
      const answer = expectStatus(await service.call(`PUT /v1/secrets/${name}`, { body }), 201);
      const secret = secretOf(answer);
      expect(secret.name === name, `${answer.route} answers with another name`);
      expectPlaces(answer.route, secret, [environment], false);
      expect(secret.description === "d", `${answer.route} answers with another description`);
      expect(secret.visibility === "restricted", `${answer.route} answers with another visibility`);
      expect(answer.headers.get("etag") === secret.etag, `${answer.route} has another ETag than \`etag\``);
      const location = answer.headers.get("location") ?? "";
      expect(location.endsWith(`/v1/secrets/${name}`), `${answer.route} says another Location`);
    },
  },
  {
    sentence: "tells a secret in the same way by its name and in the list",
    check: async (service) => {
      const created = await service.create();
      const answer = expectStatus(await service.call(`GET /v1/secrets/${created.name}`), 200);
      expect(same(secretOf(answer), created), `${answer.route} answers with something else than was created`);
      expect(answer.headers.get("etag") === created.etag, `${answer.route} has another ETag than \`etag\``);
      const listed = (await allSecrets(service)).filter(({ name }) => name === created.name);
      expect(listed.length === 1, `GET /v1/secrets lists ${created.name} ${listed.length} times`);
      expect(same(listed[0], created), `GET /v1/secrets tells ${created.name} in another way than it was created`);
    },
  },
  {
    sentence: "creates a secret with the default value of all environments",
    check: async (service) => {
      const route = `PUT /v1/secrets/${service.newName()}`;
      const answer = await service.call(route, { body: { value: service.newValue() } });
      if (answer.status === 422) throw new NotOffered("it has no default values");
      expectPlaces(route, secretOf(expectStatus(answer, 201)), [], true);
    },
  },
  {
    sentence: "does not overwrite a secret unless it is told to",
    check: async (service) => {
      const before = await service.create();
      const path = `/v1/secrets/${before.name}`;
      const body = { value: service.newValue(), environments: before.environments };
      expectProblem(await service.call(`PUT ${path}`, { body }), 409, "already-exists");
      const once = { body, headers: { "if-none-match": "*" } };
      expectProblem(await service.call(`PUT ${path}`, once), 412, "changed-meanwhile");
      const stale = { body, headers: { "if-match": '"no-such-version"' } };
      expectProblem(await service.call(`PUT ${path}`, stale), 412, "changed-meanwhile");
      const after = secretOf(expectStatus(await service.call(`GET ${path}`), 200));
      expect(same(after, before), `PUT ${path} was refused and changed something`);
    },
  },
  {
    sentence: "replaces a secret where If-Match names its version",
    check: async (service) => {
      const before = await service.create({ body: { description: "before" } });
      const body = { value: service.newValue(), environments: before.environments };
      const headers = { "if-match": before.etag };
      const answer = await service.call(`PUT /v1/secrets/${before.name}`, { body, headers });
      const after = secretOf(expectStatus(answer, 200));
      expect(after.description === "", `${answer.route} keeps a description that the new secret does not have`);
      expect(after.etag !== before.etag, `${answer.route} keeps the version`);
    },
  },
  {
    sentence: "creates nothing where If-Match names a version of what is not there",
    check: async (service) => {
      const [environment] = await service.environments();
      const name = service.newName();
      const body = { value: service.newValue(), environments: [environment] };
      const answer = await service.call(`PUT /v1/secrets/${name}`, { body, headers: { "if-match": '"any"' } });
      expectProblem(answer, 412, "changed-meanwhile");
      expectProblem(await service.call(`GET /v1/secrets/${name}`), 404, "not-found");
    },
  },
  {
    sentence: "takes a value of 65,536 bytes, and any text",
    check: async (service) => {
      const text = service.newValue() + "\u0001\r\n\t✓ 🔑";
      await service.create({ body: { value: text + "x".repeat(65_536 - Buffer.byteLength(text)) } });
    },
  },
];

/** Where the values of a secret are. */
export function expectPlaces(route: string, secret: Secret, places: readonly string[], hasDefault: boolean): void {
  const rightPlaces = same([...secret.environments].sort(), [...places].sort());
  expect(rightPlaces, `${route} answers with other \`environments\` than those that have a value`);
  expect(secret.hasDefault === hasDefault, `${route} answers with \`hasDefault\` ${String(secret.hasDefault)}`);
}

/** Whether two answers say the same, in whatever order their fields stand. */
export function same(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** The secret as the service tells it now. */
export async function read({ call }: Pick<Service, "call">, name: string): Promise<Secret> {
  return secretOf(expectStatus(await call(`GET /v1/secrets/${name}`), 200));
}
