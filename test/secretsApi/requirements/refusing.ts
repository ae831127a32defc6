import { expectProblem } from "../service";
import type { Service } from "../service";
import type { Requirement } from "./requirement";

/** A body that is refused: what is wrong with it, the body around a right value, and where the refusal points to. */
type Wrong = readonly [
  what: string,
  body: (value: string, environments: readonly string[]) => unknown,
  pointer?: string | undefined,
  status?: 413,
];

const wrongBodies: readonly Wrong[] = [
  ["a secret without a value", (_value, environments) => ({ environments }), "/value"],
  ["an empty value", (_value, environments) => ({ value: "", environments }), "/value"],
  ["a value that is no text", (value, environments) => ({ value: [value], environments }), "/value"],
  [
    "a value of more than 65,536 bytes",
    (value, environments) => ({ value: value + "é".repeat(32_768), environments }),
    undefined,
    413,
  ],
  ["an environment that is not there", (value) => ({ value, environments: ["no-such-place"] }), "/environments"],
  ["an empty list of environments", (value) => ({ value, environments: [] }), "/environments"],
  [
    "a description of more than 1,000 characters",
    (value, environments) => ({ value, environments, description: "d".repeat(1001) }),
    "/description",
  ],
  ["an unknown visibility", (value, environments) => ({ value, environments, visibility: "open" }), "/visibility"],
  ["an unknown field", (value, environments) => ({ value, environments, vaule: value })],
  ["a body that is no object", (value) => [value]],
  ["a body that is no JSON", (value) => `{"value":"${value.slice(0, 30)}`],
];

/** What is refused, and creates nothing. */
export const refusing: readonly Requirement[] = [
  ...wrongBodies.map(([what, body, pointer, status]): Requirement => ({
    sentence: `refuses ${what}, and creates nothing`,
    check: async (service) => {
      const name = service.newName();
      const sent = { body: body(service.newValue(), [(await service.environments())[0]]) };
      const answer = await service.call(`PUT /v1/secrets/${name}`, sent);
      expectProblem(answer, status ?? 422, status === undefined ? "invalid" : "too-large", pointer);
      expectProblem(await service.call(`GET /v1/secrets/${name}`), 404, "not-found");
    },
  })),
  {
    sentence: "refuses names other than letters, digits and underscores",
    check: async (service) => {
      for (const wrong of ["-", ".", "%20", "%C3%A9"])
        expectProblem(await put(service, wrong), 422, "invalid", "/name");
    },
  },
  {
    sentence: "refuses a name of more than 256 characters",
    check: async (service) => {
      expectProblem(await put(service, "X".repeat(256)), 422, "invalid", "/name");
    },
  },
];

/** Tries to create a secret whose name ends in something that no name has. */
async function put(service: Service, end: string) {
  const body = { value: service.newValue(), environments: [(await service.environments())[0]] };
  return service.call(`PUT /v1/secrets/${service.newName(end)}`, { body });
}
