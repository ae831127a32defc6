import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createClientFromOperations } from "@stoplight/prism-http/dist/client.js";

/** The editions of GitHub whose own description is held against us. */
export const editions = ["api.github.com", "ghes-3.17"] as const;

/** A `fetch` that holds what passes through it to a description of the API. */
export interface ValidatingProxy {
  readonly fetch: typeof fetch;
  /** What did not fit since somebody last took it away, one line each. */
  readonly violations: string[];
  /** The operations that were asked for, each once: `get /user`. */
  readonly asked: ReadonlySet<string>;
}

/** Prism with GitHub's official OpenAPI, in front of `upstream`. */
export async function createValidatingProxy(
  edition: (typeof editions)[number],
  upstream: string,
): Promise<ValidatingProxy> {
  const prism = createClientFromOperations(await operationsOf(edition), {
    ...{ isProxy: true, upstream: new URL(upstream), upstreamProxy: undefined, errors: false },
    ...{ validateRequest: true, validateResponse: true, checkSecurity: false, mock: { dynamic: false } },
    logger: silentLogger(),
  });
  const violations: string[] = [];
  const asked = new Set<string>();
  return {
    violations,
    asked,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const text = await request.text();
      const answer = await prism.request(pathname + search, {
        method: request.method.toLowerCase() as "get" | "put" | "delete",
        headers: Object.fromEntries(request.headers),
        ...(text === "" ? {} : { body: JSON.parse(text) as unknown }),
      });
      const line = `${request.method} ${decodeURIComponent(pathname)}`;
      asked.add(line);
      for (const side of ["input", "output"] as const)
        for (const { message, path = [] } of answer.violations[side])
          violations.push(`${line} ${answer.status}, ${side} ${path.join(".")}: ${message}`);
      const body = answer.status === 204 ? null : JSON.stringify(answer.data);
      return new Response(body, { status: answer.status, headers: answer.headers as Record<string, string> });
    },
  };
}

const log = (): void => undefined;
const levels = { info: log, warn: log, error: log, debug: log, trace: log, fatal: log, success: log };

/** Prism writes a log for people, which nobody reads here. */
function silentLogger(): object {
  return { ...levels, child: silentLogger };
}

const require = createRequire(import.meta.url);

/** Only the routes that we use: all of them would take a minute to read. */
const ours =
  /^\/user(?:\/repos)?$|^\/repos\/\{owner\}\/\{repo\}(?:\/environments|(?:\/environments\/\{environment_name\}|\/actions)\/secrets(?:\/[^/]+)?|\/actions\/organization-secrets)?$/;

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;

function operationsOf(edition: (typeof editions)[number]): Promise<Operations> {
  // The package's own entry would read every edition, 400 MB of them.
  const path = join(dirname(require.resolve("@octokit/openapi/package.json")), "generated", `${edition}.json`);
  const { openapi, info, paths, components } = JSON.parse(readFileSync(path, "utf8")) as OpenApi;
  const used = Object.fromEntries(Object.entries(paths).filter(([route]) => ours.test(route)));
  return getHttpOperationsFromSpec({ openapi, info, paths: used, components: reachable(used, components) });
}

interface OpenApi {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, object>>;
  readonly components: Components;
}

type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the routes refer to, and what that refers to. */
function reachable(paths: object, components: Components): Components {
  const found: Record<string, Record<string, unknown>> = {};
  const visit = (node: unknown): void => {
    for (const [, kind = "", name = ""] of JSON.stringify(node).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      const part = components[kind]?.[name];
      if (part === undefined || found[kind]?.[name] !== undefined) continue;
      (found[kind] ??= {})[name] = part;
      visit(part);
    }
  };
  visit(paths);
  return found;
}
