import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv/dist/2020";
import { Ajv2020 } from "ajv/dist/2020";

interface Referable {
  readonly $ref?: string;
}

interface DocumentedResponse extends Referable {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const document = JSON.parse(readFileSync("openapi.json", "utf8")) as {
  readonly paths: Paths;
  readonly components: {
    readonly responses: Readonly<Record<string, DocumentedResponse>>;
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
  };
};

const ajv = new Ajv2020({
  strictTypes: false,
  keywords: ["openapi", "info", "servers", "security", "paths", "components"],
});
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
ajv.addSchema({ ...document, $id: "openapi.json" });

/** The names of all schemas of `openapi.json`, with their properties. */
export const { schemas } = document.components;

/** Checks data against a schema of the document. */
export function validatorOf(schema: string): ValidateFunction {
  return ajv.compile({ $ref: `openapi.json#/components/schemas/${schema}` });
}

/** Every operation of the document, as `GET /v1/secrets/{name}`. */
export const documentedOperations: readonly string[] = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.keys(operations)
    .filter((method) => method !== "parameters")
    .map((method) => `${method.toUpperCase()} ${path}`),
);

/** Every status that the document gives to an operation. */
export function documentedStatuses(operation: string): readonly string[] {
  return Object.keys(operationOf(operation)?.responses ?? {});
}

/** The operation that a request calls; undefined when there is no such route. */
export function operationCalled(method: string, path: string): string | undefined {
  return documentedOperations.find((operation) => {
    const [, template = ""] = operation.split(" ");
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`);
    return operation.startsWith(`${method} `) && pattern.test(path);
  });
}

/** Fails unless the answer is one that the document has for this operation: status, headers, type and shape. */
export async function checkAnswer(operation: string, response: Response): Promise<void> {
  const where = `${operation} → ${response.status}`;
  const documented = operationOf(operation)?.responses[response.status];
  assert.ok(documented, `${where} is not in openapi.json`);
  const resolved = resolve(documented);
  for (const header of Object.keys(resolved.headers ?? {}))
    assert.ok(response.headers.has(header), `${where}: ${header}`);
  const text = await response.clone().text();
  const content = Object.entries(resolved.content ?? {})[0];
  if (content === undefined) {
    assert.equal(text, "", where);
    return;
  }
  assert.equal(response.headers.get("content-type"), content[0], where);
  const validate = validatorOf(content[1].schema.$ref.replace(/^.*\//, ""));
  assert.ok(validate(JSON.parse(text)), `${where}: ${ajv.errorsText(validate.errors)}`);
}

function operationOf(operation: string): Operation | undefined {
  const [method = "", path = ""] = operation.split(" ");
  return document.paths[path]?.[method.toLowerCase()];
}

function resolve(response: DocumentedResponse): DocumentedResponse {
  const name = response.$ref?.replace(/^.*\//, "");
  return (name === undefined ? undefined : document.components.responses[name]) ?? response;
}

/** The names of the schemas that answers are made of, at any depth. */
export function answerSchemas(): readonly string[] {
  const answers = Object.values(document.paths).flatMap((operations) =>
    Object.values(operations).map(({ responses }) => responses),
  );
  const found = new Set<string>();
  const follow = (part: unknown) => {
    for (const [, name = ""] of JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      follow(schemas[name]);
    }
  };
  follow([answers, document.components.responses]);
  return [...found];
}
