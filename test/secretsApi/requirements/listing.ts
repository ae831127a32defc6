import { allSecrets, expect, expectProblem, expectStatus, pageOfSecrets } from "../service";
import type { Service } from "../service";
import type { Requirement } from "./requirement";

/** Names come in pages. */
export const listing: readonly Requirement[] = [
  {
    sentence: "lists names in their order, each once",
    check: async (service) => {
      for (let count = 0; count < 3; count++) await service.create();
      const names = (await allSecrets(service)).map(({ name }) => name);
      for (const [index, name] of names.entries())
        expect(
          index === 0 || (names[index - 1] ?? "") < name,
          "GET /v1/secrets does not list names in ascending order",
        );
    },
  },
  {
    sentence: "gives out as many names as it is asked for, and the next page after them",
    check: async (service) => {
      await service.create();
      await service.create();
      const first = await pageOfSecrets(service, "/v1/secrets?limit=1");
      expect(first.items.length === 1, `GET /v1/secrets?limit=1 answers with ${first.items.length} names`);
      expect(first.nextCursor !== null, "GET /v1/secrets?limit=1 says that there are no more names");
      const second = await pageOfSecrets(service, pathAfter(first.nextCursor ?? "", 1));
      const [one, other] = [...first.items, ...second.items];
      expect(one?.name !== other?.name, "GET /v1/secrets gives out the same page for its cursor");
    },
  },
  {
    sentence: "neither skips nor repeats a name when others are written between two pages",
    check: async (service) => {
      const [one, other, third] = [await service.create(), await service.create(), await service.create()];
      const cursor = await cursorAfter(service, one.name);
      expectStatus(await service.call(`DELETE /v1/secrets/${one.name}`), 204);
      const next = await pageOfSecrets(service, pathAfter(cursor, 2));
      const names = next.items.map(({ name }) => name);
      expect(
        names[0] === other.name && names[1] === third.name,
        "GET /v1/secrets skips or repeats a name where one was deleted between two pages",
      );
    },
  },
  ...[
    ["a limit of 0", "limit=0"],
    ["a limit of more than 200", "limit=201"],
    ["a limit that is no number", "limit=many"],
    ["a cursor that it did not give out", "cursor=no-such-cursor"],
  ].map(([what = "", query = ""]): Requirement => ({
    sentence: `refuses ${what}`,
    check: async ({ call }) => {
      expectProblem(await call(`GET /v1/secrets?${query}`), 422, "invalid");
    },
  })),
  {
    sentence: "has no route that tells a value",
    check: async ({ call, create }) => {
      const { name } = await create();
      // Answers are looked through for values wherever they come from; these are where others have such routes.
      for (const path of [
        `/v1/secrets/${name}/value`,
        `/v1/secrets/${name}/reveal`,
        `/v1/secrets/reveal/${name}`,
        `/v1/secrets/${name}/versions/1`,
      ])
        expectStatus(await call(`GET ${path}`), 404);
      for (const query of ["reveal=true", "value=true", "includeValue=true", "viewSecretValue=true", "decrypt=true"])
        await call(`GET /v1/secrets/${name}?${query}`);
    },
  },
];

function pathAfter(cursor: string, limit: number): string {
  return `/v1/secrets?limit=${limit}&cursor=${encodeURIComponent(cursor)}`;
}

/** The cursor of a page that ends with this name. */
async function cursorAfter(service: Service, name: string): Promise<string> {
  for (let cursor: string | null = null; ;) {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor } = await pageOfSecrets(service, `/v1/secrets?limit=200${query}`);
    const index = items.findIndex((secret) => secret.name === name);
    if (index >= 0) {
      const short = await pageOfSecrets(service, `/v1/secrets?limit=${index + 1}${query}`);
      expect(short.items.at(-1)?.name === name, "GET /v1/secrets answers with other names for another limit");
      return short.nextCursor ?? "";
    }
    expect(nextCursor !== null, `GET /v1/secrets does not list ${name}`);
    cursor = nextCursor;
  }
}
