import { problemResponse } from "../../server/embedded/problem";
import type { Identity } from "../../shared/secret";
import type { Service } from "../fakes/faults";

/** A way to get the Secrets API wrong, and how the requirement begins that has to notice. */
export interface Breakage {
  readonly what: string;
  readonly spoil: (service: Service) => Service;
  readonly unmet: string;
}

/** Who may write in these tests. */
export const writer: Identity = { name: "Tester", project: "tests", canWrite: true };

type Json = Record<string, unknown>;

/** One service for each thing that people get wrong. */
export const breakages: readonly Breakage[] = [
  {
    what: "echoes the value",
    spoil: (service) => rememberingValues(service, (values) => ({ value: values.at(-1) })),
    unmet: "sends no value and no token back",
  },
  {
    what: "hides the value in base64 in another field",
    spoil: (service) =>
      rememberingValues(service, (values) => ({
        type: Buffer.from(values.at(-1) ?? "")
          .toString("base64")
          .slice(0, 64),
      })),
    unmet: "sends no value and no token back",
  },
  {
    what: "quotes the value in a refusal",
    spoil: (service) => async (request) => {
      const sent = await request.clone().text();
      const answer = await service(request);
      return answer.status === 422 && sent.includes("value-")
        ? changed(answer, (body) => ({ ...body, detail: `${sent} will not do.` }))
        : answer;
    },
    unmet: "sends no value and no token back",
  },
  {
    what: "tells a value on a route of its own",
    spoil: (service) => {
      let last = "";
      return async (request) => {
        const body = await request.clone().text();
        if (request.method === "PUT") last = body;
        return request.url.endsWith("/reveal") ? Response.json({ answer: last }) : service(request);
      };
    },
    unmet: "has no route that tells a value",
  },
  {
    what: "sends the token back",
    spoil: (service) => async (request) =>
      withHeader(await service(request), "x-who", request.headers.get("authorization") ?? ""),
    unmet: "sends no value and no token back",
  },
  {
    what: "accepts everybody",
    spoil: (service) => (request) => service(withRequestHeader(request, "authorization", "Bearer token-of-the-tests")),
    unmet: "refuses a request without a token",
  },
  {
    what: "lets a reader write",
    spoil: (service) => (request) =>
      service(
        request.method !== "GET" && request.headers.get("authorization") === "Bearer token-that-only-reads"
          ? withRequestHeader(request, "authorization", "Bearer token-of-the-tests")
          : request,
      ),
    unmet: "lets a token that may only read",
  },
  {
    what: "redirects to another origin",
    spoil: (service) => (request) =>
      request.url.endsWith("/v1/environments")
        ? new Response(null, { status: 307, headers: { location: "https://elsewhere.invalid/" } })
        : service(request),
    unmet: "answers by itself, and redirects nowhere",
  },
  {
    what: "overwrites what exists",
    spoil: (service) => async (request) => {
      const exists = (await service(new Request(request.url, { headers: request.headers }))).status === 200;
      if (request.method !== "PUT" || !exists) return service(request);
      return service(withRequestHeader(withoutRequestHeader(request, "if-none-match"), "if-match", "*"));
    },
    unmet: "does not overwrite a secret",
  },
  {
    what: "ignores If-Match",
    spoil: (service) => (request) =>
      service(request.method === "PUT" ? request : withoutRequestHeader(request, "if-match")),
    unmet: "does not change what has changed meanwhile",
  },
  {
    what: "keeps the version when something changes",
    spoil: (service) => onBodies(service, (body) => ("etag" in body ? { ...body, etag: '"v1"' } : body), '"v1"'),
    unmet: "changes the description alone",
  },
  {
    what: "deletes the name with the value of one environment",
    spoil: (service) => (request) => service(new Request(request.url.replace(/\?environment=.*/, ""), request)),
    unmet: "deletes the value in one environment",
  },
  {
    what: "keeps a name that was deleted",
    spoil: (service) => (request) =>
      request.method === "DELETE" ? new Response(null, { status: 204 }) : service(request),
    unmet: "deletes a name with all its values",
  },
  {
    what: "leaves what was created",
    spoil: (service) => (request) =>
      request.method === "DELETE" ? problemResponse({ code: "storage", detail: "It failed." }) : service(request),
    unmet: "deletes everything that was created here",
  },
  {
    what: "pages by position",
    spoil: pagingByPosition,
    unmet: "neither skips nor repeats a name",
  },
  {
    what: "tells everything on one page",
    spoil: (service) => (request) => service(new Request(request.url.replace(/limit=[12]\b/, "limit=200"), request)),
    unmet: "gives out as many names as it is asked for",
  },
  {
    what: "adds fields of its own",
    spoil: (service) => onBodies(service, (body) => ("etag" in body ? { ...body, length: 12 } : body)),
    unmet: "answers as openapi.json says",
  },
  {
    what: "answers with plain errors",
    spoil: (service) => async (request) => {
      const answer = await service(request);
      return answer.status < 400 ? answer : Response.json({ error: "no" }, { status: answer.status });
    },
    unmet: "refuses a request without a token",
  },
  {
    what: "takes an environment that is not there",
    spoil: (service) => async (request) => {
      const body = (await request.clone().text()).replace("no-such-place", "production");
      return service(request.method === "PUT" ? new Request(request, { body }) : request);
    },
    unmet: "refuses an environment that is not there",
  },
  {
    what: "takes values that are too large",
    spoil: (service) => async (request) => {
      const body = (await request.clone().text()).replace(/é{1000,}/, "");
      return service(request.method === "PUT" ? new Request(request, { body }) : request);
    },
    unmet: "refuses a value of more than 65,536 bytes",
  },
];

/** Answers whose objects of JSON are other ones; `etag` is the header that goes with them. */
function onBodies(service: Service, change: (body: Json) => Json, etag?: string): Service {
  return async (request) => {
    const answer = await service(request);
    const spoilt = await changed(answer, change);
    return etag === undefined || !answer.headers.has("etag") ? spoilt : withHeader(spoilt, "etag", etag);
  };
}

function rememberingValues(service: Service, extra: (values: readonly string[]) => Json): Service {
  const values: string[] = [];
  return async (request) => {
    const sent = await request.clone().text();
    const value = /"value":"([^"\\]*)/.exec(sent)?.[1];
    if (value !== undefined) values.push(value);
    return changed(await service(request), (body) => ("etag" in body ? { ...body, ...extra(values) } : body));
  };
}

/** A cursor is a number of names: what is deleted before it moves all others. */
function pagingByPosition(service: Service): Service {
  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== "GET" || url.pathname !== "/v1/secrets") return service(request);
    const start = Number(url.searchParams.get("cursor") ?? "0");
    const limit = Number(url.searchParams.get("limit") ?? "100");
    if (!Number.isInteger(start) || !(limit >= 1 && limit <= 200)) return service(request);
    url.search = "?limit=200";
    const all = (await (await service(new Request(url, request))).json()) as { readonly items: readonly unknown[] };
    const nextCursor = start + limit < all.items.length ? String(start + limit) : null;
    return Response.json({ items: all.items.slice(start, start + limit), nextCursor });
  };
}

async function changed(answer: Response, change: (body: Json) => Json): Promise<Response> {
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  if (text === "") return new Response(null, { status: answer.status, headers });
  return new Response(JSON.stringify(change(JSON.parse(text) as Json)), { status: answer.status, headers });
}

function withHeader(answer: Response, name: string, value: string): Response {
  const headers = new Headers(answer.headers);
  headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}

function withRequestHeader(request: Request, name: string, value: string): Request {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request, { headers });
}

function withoutRequestHeader(request: Request, name: string): Request {
  const headers = new Headers(request.headers);
  headers.delete(name);
  return new Request(request, { headers });
}
