import { randomBytes } from "node:crypto";
import { newCanary, tracesIn } from "../canary";
import type { Answer, Caller, Sent, Target } from "./caller";
import { createCaller } from "./caller";
import { conforms } from "../pure/embedded/openapi";
import type { Environment, Secret } from "../../shared/secret";

/** A service that is being looked at, by requirements that clean up after themselves. */
export interface Service extends Caller {
  /** Whether a token was given that may only read. */
  readonly reader: string | undefined;
  /** A name that nobody has, with another end where one is given; it is deleted if it comes to be. */
  readonly newName: (end?: string) => string;
  /** A value that stands nowhere else in the world. No answer may hold it. */
  readonly newValue: () => string;
  /** Ids of environments, known after they were listed once. */
  readonly environments: () => Promise<readonly [string, ...string[]]>;
  /** Creates a secret to go on with, with a value in the first environment. */
  readonly create: (sent?: Sent & { readonly body?: Readonly<Record<string, unknown>> }) => Promise<Secret>;
  /** Where values of this run came back, in words. */
  readonly leaks: ReadonlySet<string>;
  /** Deletes what was created; gives back what is still there. */
  readonly cleanUp: () => Promise<readonly string[]>;
  /** Remembers an environment, to be removed in the end. */
  readonly willRemove: (environment: string) => void;
}

/** What a service did instead of what is required, as a sentence. */
export class Unmet extends Error {}

/** What a service need not do, and does not. */
export class NotOffered extends Error {}

/** Takes up contact with a service. Nothing is asked yet. */
export function createService(target: Target, reader: string | undefined): Service {
  const leaks = new Set<string>();
  // All values begin alike, so that looking for one finds all.
  const canary = newCanary("value");
  let values = 0;
  const caller = createCaller(target, (route, text) => {
    const holds = (what: string): void => {
      leaks.add(`the answer to ${route.split("?")[0] ?? ""} holds ${what}`);
    };
    if (tracesIn(text, canary).length > 0) holds("a value that was sent");
    for (const token of [target.token, reader]) if (token !== undefined && isIn(text, token)) holds("the token");
  });
  const { call } = caller;
  const run = randomBytes(4).toString("hex").toUpperCase();
  const names: string[] = [];
  const added: string[] = [];
  const service: Service = {
    ...caller,
    reader,
    leaks,
    newName: (end = "") => {
      // In the order of a listing they stand as they were made.
      const name = `CONFORMANCE_${run}_${names.length + 100}${end}`;
      names.push(name);
      return name;
    },
    newValue: () => `${canary}${++values}`,
    environments: once(async () => {
      const [first, ...rest] = (await allEnvironments(service)).map(({ id }) => id);
      if (first === undefined) throw new Unmet("GET /v1/environments lists none; a service without them lists one");
      return [first, ...rest];
    }),
    create: async ({ body, ...sent } = {}) => {
      const [environment] = await service.environments();
      const route = `PUT /v1/secrets/${service.newName()}`;
      const whole = { value: service.newValue(), environments: [environment], ...body };
      return secretOf(expectStatus(await call(route, { ...sent, body: whole }), 201));
    },
    cleanUp: () => cleanUp(call, names, added),
    willRemove: (environment) => {
      added.push(environment);
    },
  };
  return service;
}

/** A short token may stand in a text by chance: that of an example is no secret. */
function isIn(text: string, token: string): boolean {
  return token.length >= 8 && text.includes(token);
}

async function cleanUp(
  call: Caller["call"],
  names: readonly string[],
  environments: readonly string[],
): Promise<readonly string[]> {
  const left: string[] = [];
  const paths = [
    ...names.map((name) => `/v1/secrets/${name}`),
    ...environments.map((id) => `/v1/environments/${encodeURIComponent(id)}`),
  ];
  for (const path of paths) {
    const { status } = await call(`DELETE ${path}`);
    if (status !== 204 && status !== 404) left.push(path);
  }
  return left;
}

/** All names with what is said of them, page by page. */
export function allSecrets(service: Pick<Service, "call">): Promise<readonly Secret[]> {
  return allOf("/v1/secrets", (path) => pageOfSecrets(service, path));
}

/** All environments, page by page. */
export function allEnvironments({ call }: Pick<Service, "call">): Promise<readonly Environment[]> {
  return allOf("/v1/environments", async (path) => {
    const answer = expectStatus(await call(`GET ${path}`), 200);
    expectSchema(answer, "EnvironmentPage");
    return answer.body as unknown as Page<Environment>;
  });
}

/** One page of names; `path` is that of the listing with its query. */
export async function pageOfSecrets({ call }: Pick<Service, "call">, path: string): Promise<Page<Secret>> {
  const answer = expectStatus(await call(`GET ${path}`), 200);
  expectSchema(answer, "SecretPage");
  return answer.body as unknown as Page<Secret>;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

async function allOf<T>(path: string, read: (path: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  const cursors = new Set<string>();
  let query = "";
  for (;;) {
    const page = await read(path + query);
    items.push(...page.items);
    const cursor = page.nextCursor;
    if (cursor === null) return items;
    expect(!cursors.has(cursor), `GET ${path} gives out the same cursor twice`);
    cursors.add(cursor);
    query = `?cursor=${encodeURIComponent(cursor)}`;
  }
}

/** The secret that an answer consists of. */
export function secretOf(answer: Answer): Secret {
  expectSchema(answer, "Secret");
  return answer.body as unknown as Secret;
}

/** An answer with the fields of a schema, and no others. */
export function expectSchema({ route, body }: Answer, schema: string): void {
  expect(conforms(schema, body), `${route} does not answer with what openapi.json calls ${schema}`);
}

/** An answer with this status. */
export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Unmet(`${answer.route} answers ${answer.status} instead of ${status}`);
  return answer;
}

/** A refusal of this kind; `pointer` is the part of the request that it has to point to. */
export function expectProblem(answer: Answer, status: number, problem: string, pointer?: string): void {
  expectStatus(answer, status);
  if (answer.problem !== problem) throw new Unmet(`${answer.route} does not call it ${problem} in \`type\``);
  if (pointer !== undefined && !answer.pointers.some((to) => to === pointer || to.startsWith(`${pointer}/`)))
    throw new Unmet(`${answer.route} does not point to ${pointer} in \`errors\``);
}

/** Something that has to be so; `otherwise` says in words what is instead. */
export function expect(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Unmet(otherwise);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
