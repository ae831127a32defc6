import type { Context, Hono } from "hono";
import type { Identity } from "../../shared/secret";
import type { Outcome } from "./problem";
import { problemResponse, refused } from "./problem";
import type { Edit, SecretStore } from "./secretStore";

interface Variables {
  readonly Variables: { identity: Identity };
}

/** The service, to which routes are added. */
export type Api = Hono<Variables>;

/** One call of it. */
export type Call = Context<Variables>;

/** The body of a call. One that is no JSON counts as missing, and is refused like one of the wrong shape. */
export async function readBody(call: Call): Promise<unknown> {
  try {
    return await call.req.json<unknown>();
  } catch {
    return undefined;
  }
}

/** Changes what is stored, unless the caller has given up while others were writing: nobody would hear of it. */
export function changeStore<T>(call: Call, store: SecretStore, edit: Edit<T>): Promise<Outcome<T>> {
  const { signal } = call.req.raw;
  return store.change((contents, seal) => (signal.aborted ? givenUp : edit(contents, seal)));
}

const givenUp = refused("unavailable", "The caller has given up.");

/** The answer to a call: the problem, or what is made of the value. */
export function respond<T>(outcome: Outcome<T>, succeed: (value: T) => Response = noContent): Response {
  return outcome.kind === "refused" ? problemResponse(outcome.problem) : succeed(outcome.value);
}

function noContent(): Response {
  return new Response(null, { status: 204 });
}
