import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { Ajv2020 } from "ajv/dist/2020.js";

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
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema({ ...document, $id: "openapi.json" });

/** The names of all schemas of `openapi.json`, with their properties. */
export const { schemas } = document.components;

/** Checks data against a schema of the document. */
export function validatorOf(schema: string): ValidateFunction {
  const validator = validators.get(schema) ?? ajv.compile({ $ref: `openapi.json#/components/schemas/${schema}` });
  validators.set(schema, validator);
  return validator;
}

const validators = new Map<string, ValidateFunction>();

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
  const text = await response.clone().text();
  assert.deepEqual(faultsOf(operation, response, text === "" ? "" : JSON.parse(text)), []);
}

/** In what an answer is not as the document has it for this operation, in words that quote nothing of it. */
export function faultsOf(operation: string, { status, headers }: Response, body: unknown): readonly string[] {
  const where = `${operation} → ${status}`;
  const documented = operationOf(operation)?.responses[status];
  if (documented === undefined) return [`${where} is not in openapi.json`];
  const resolved = resolve(documented);
  const faults = Object.keys(resolved.headers ?? {})
    .filter((name) => !headers.has(name))
    .map((name) => `${where} has no header ${name}`);
  const content = Object.entries(resolved.content ?? {})[0];
  if (content === undefined) return body === "" ? faults : [...faults, `${where} has a body`];
  const [mediaType, { schema }] = content;
  if (headers.get("content-type")?.replace(/ *;.*/, "") !== mediaType) faults.push(`${where} is not ${mediaType}`);
  const validate = validatorOf(schema.$ref.replace(/^.*\//, ""));
  if (validate(body)) return faults;
  return [...faults, ...(validate.errors ?? []).map((error) => `${where}: ${wordsFor(error)}`)];
}

/** Whether data is of a schema of the document. */
export function conforms(schema: string, data: unknown): boolean {
  return validatorOf(schema)(data);
}

/** Names of fields may come from the answer; those that are none of the document are not repeated. */
function wordsFor({ instancePath, keyword, message = "is wrong" }: ErrorObject): string {
  const path = instancePath.replace(/\d+/g, "n");
  return `${path} ${keyword === "additionalProperties" ? "has a field that openapi.json does not have" : message}`.trim();
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
