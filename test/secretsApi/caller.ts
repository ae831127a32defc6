import { setTimeout as pause } from "node:timers/promises";
import type { Fields } from "../../server/providers/fields";
import { fieldsOf, listOf, textOf } from "../../server/providers/fields";
import { problemTypePrefix } from "../../server/embedded/problem";
import { faultsOf, operationCalled } from "../pure/embedded/openapi";

/** What a request carries besides its route. */
export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token than the usual one; null for none. */
  readonly token?: string | null;
}

/** An answer as the requirements look at it. What it said in full is kept nowhere. */
export interface Answer {
  readonly route: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Fields;
  /** The end of a problem's `type`. */
  readonly problem: string | undefined;
  /** Which parts of the request the problem points to. */
  readonly pointers: readonly string[];
}

/** Calls a service, and hands every answer on to be looked at as a whole. */
export interface Caller {
  /** `route` is a method and a path with its query: `GET /v1/me`. */
  readonly call: (route: string, sent?: Sent) => Promise<Answer>;
  /** Answers that `openapi.json` does not have, in words. */
  readonly undocumented: ReadonlySet<string>;
  readonly redirects: ReadonlySet<string>;
  /** How many answers there were. */
  readonly count: () => number;
}

/** Where the service is, and how it is reached. */
export interface Target {
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch: typeof fetch;
}

/** A service that cannot be talked to; its message is for people. */
export class Unreachable extends Error {}

const patienceMilliseconds = 15_000;
const longestWaitSeconds = 60;

/** Makes the caller; `look` sees everything that an answer consists of. */
export function createCaller({ baseUrl, token, fetch }: Target, look: (route: string, text: string) => void): Caller {
  const undocumented = new Set<string>();
  const redirects = new Set<string>();
  let answers = 0;
  const call: Caller["call"] = async (route, { body, headers, token: other = token } = {}) => {
    const [method = "", path = ""] = route.split(" ");
    const request: RequestInit = {
      method,
      headers: {
        ...(other === null ? {} : { authorization: `Bearer ${other}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      // What is redirected would be sent again, to wherever the service says.
      redirect: "manual",
    };
    const { response, text } = await patiently(() => fetchText(fetch, baseUrl + path, request), route);
    answers++;
    look(route, [response.statusText, ...[...response.headers].flat(), text].join("\n"));
    const pathname = path.replace(/\?.*/, "");
    const json = parse(text);
    if (response.status >= 300 && response.status < 400) redirects.add(`${method} ${pathname}`);
    else {
      const operation = operationCalled(method, pathname);
      for (const fault of operation === undefined ? [] : faultsOf(operation, response, json ?? text))
        undocumented.add(fault);
    }
    return answerOf(route, response, fieldsOf(json));
  };
  return { call, undocumented, redirects, count: () => answers };
}

function answerOf(route: string, { status, headers }: Response, body: Fields): Answer {
  const type = textOf(body, "type");
  const pointers = listOf(body?.["errors"], (error) => textOf(fieldsOf(error), "pointer")) ?? [];
  const problem = type?.startsWith(problemTypePrefix) === true ? type.slice(problemTypePrefix.length) : undefined;
  return { route, status, headers, body, problem, pointers };
}

interface Fetched {
  readonly response: Response;
  readonly text: string;
}

async function fetchText(fetchWith: typeof fetch, url: string, request: RequestInit): Promise<Fetched> {
  const response = await fetchWith(url, { ...request, signal: AbortSignal.timeout(patienceMilliseconds) });
  return { response, text: await response.text() };
}

/** Waits as long as the service says, and no longer than makes sense: nothing has happened yet where it answers 429. */
async function patiently(ask: () => Promise<Fetched>, route: string): Promise<Fetched> {
  for (let attempt = 1; ; attempt++) {
    let fetched: Fetched;
    try {
      fetched = await ask();
    } catch {
      // What the error says may quote the address or the headers.
      throw new Unreachable(`${route} was not answered within ${patienceMilliseconds / 1000} seconds.`);
    }
    if (fetched.response.status !== 429 || attempt === 5) return fetched;
    const wanted = Number(fetched.response.headers.get("retry-after") ?? "1");
    await pause(Math.min(Number.isFinite(wanted) ? wanted : 5, longestWaitSeconds) * 1000);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
