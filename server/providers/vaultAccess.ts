import type { Failure, Result } from "../../shared/failure";
import { failed } from "../../shared/failure";
import type { Endpoint } from "./endpoint";
import type { HttpRequest } from "./http";
import { createHttp } from "./http";
import type { ProviderOptions } from "./provider";
import { parseMounts } from "./vaultAnswers";
import type { Mount } from "./vaultAnswers";
import { vaultDialect } from "./vaultDialect";
import { openRights } from "./vaultRights";
import { createVaultSignIn } from "./vaultSignIn";

/** The folder that an account is held to, as an environment; the others are the folders directly below it. */
export const baseId = "/";

type Tree = "data" | "metadata" | "detailed-metadata";

/** A request to the KV store of the account. */
export interface StoreRequest extends Omit<HttpRequest, "path"> {
  readonly tree: Tree;
  readonly environment: string;
  /** Absent for the folder itself. */
  readonly name?: string;
  /** The folder of the mount that the environment is in, where it is not that of the account. */
  readonly within?: string;
  readonly query?: string;
  /** What a policy has to allow for it. */
  readonly capability: string;
}

type Parse<T> = (answer: unknown) => T | undefined;
/** Sends a request and copies what is wanted out of its answer. */
export type Sending<Request> = <T>(request: Request, parse: Parse<T>, signal: AbortSignal) => Promise<Result<T>>;

/** The way to one Vault or OpenBao, in the namespace, mount and folder of an account. */
export interface VaultAccess {
  readonly service: string;
  /** The mount and the folder, as they are told to the user. */
  readonly place: string;
  /** Absent while no mount has been chosen. */
  readonly mount: string | undefined;
  /** The folder without slashes around it; empty for the root of the mount. */
  readonly folder: string;
  /** The path that policies speak of. */
  readonly pathOf: (place: Pick<StoreRequest, "tree" | "environment" | "name" | "within">) => string;
  /** Asks for something that is not of the KV store. */
  readonly ask: Sending<HttpRequest>;
  /**
   * Sends something, and tells a token that has ended from one that may not: OpenBao and older Vaults refuse both in the same
   * words. But whoever has any valid token is told of mounts.
   */
  readonly insist: <T>(send: () => Promise<Result<T>>, signal: AbortSignal) => Promise<Result<T>>;
  /** Asks the store something that it may refuse: no more is asked because of that. */
  readonly attempt: Sending<StoreRequest>;
  /** Asks the store, and finds out what is missing where that is forbidden. */
  readonly send: Sending<StoreRequest>;
  readonly mounts: (signal: AbortSignal) => Promise<Result<readonly Mount[]>>;
  /** The failure that one of these would be refused with; undefined where all are allowed, or nobody can tell. */
  readonly forbidden: (requests: readonly StoreRequest[], signal: AbortSignal) => Promise<Failure | undefined>;
  /** While this work is under way no message repeats the text, whatever request it is about. */
  readonly hiding: <T>(text: string, work: () => Promise<T>) => Promise<T>;
  /** Ends the token that a role was exchanged for. */
  readonly revoke: (signal: AbortSignal) => Promise<Result<null>>;
}

/** Opens the way for an account. Everything else about it is asked for when it is needed. */
export function openVault(options: ProviderOptions): VaultAccess {
  const { account, endpoint, fetch, limits } = options;
  const { baseUrl, namespace } = placeOf(endpoint);
  const mount = account.project === undefined ? undefined : trimmed(account.project);
  const folder = trimmed(account.folder ?? "");
  const place = `${mount ?? ""}/${folder}`;
  const common = { baseUrl, fetch, serviceName: endpoint.host, dialect: vaultDialect(place), limits };
  const anybody = inNamespace(createHttp(common), namespace);
  const signIn = createVaultSignIn(options, anybody);
  const http = inNamespace(createHttp({ ...common, authorization: signIn.authorization }), namespace);
  const hidden = new Set<{ readonly text: string }>();
  const ask: VaultAccess["ask"] = (request, parse, signal) => {
    const hide = [...(request.hide ?? []), ...[...hidden].map(({ text }) => text)];
    return http.send({ ...request, hide }, parse, signal);
  };

  const pathOf: VaultAccess["pathOf"] = ({ tree, environment, name = "", within = folder }) => {
    const segments = [mount ?? "", tree, within, environment === baseId ? "" : environment];
    return `${segments.filter((segment) => segment !== "").join("/")}/${name}`;
  };
  const attempt: VaultAccess["attempt"] = (request, parse, signal) => {
    const path = pathOf(request);
    if (mount === undefined) return Promise.resolve(failed(noMount));
    if (!isPlain(path)) return Promise.resolve(failed(notPlain(path)));
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    return ask({ ...request, path: `/v1/${encoded}${request.query ?? ""}` }, parse, signal);
  };
  const mounts: VaultAccess["mounts"] = (signal) =>
    ask({ method: "GET", path: "/v1/sys/internal/ui/mounts", asked: { kind: "listProjects" } }, parseMounts, signal);
  const rights = openRights(ask, pathOf, endpoint.host);

  const insist: VaultAccess["insist"] = async (send, signal) => {
    const before = signIn.tokens();
    const result = await send();
    if (result.kind === "ok" || result.failure.kind !== "forbidden") return result;
    const seen = await mounts(signal);
    if (seen.kind === "failed" && seen.failure.kind === "unauthorized") return seen;
    return signIn.tokens() === before ? result : send();
  };
  const send: VaultAccess["send"] = async (request, parse, signal) => {
    const result = await insist(() => attempt(request, parse, signal), signal);
    if (result.kind === "ok" || result.failure.kind !== "forbidden") return result;
    return failed(await rights.explain(result.failure, request, signal));
  };

  return {
    ...{ service: endpoint.host, place, mount, folder, pathOf, ask, insist, attempt, send, mounts },
    forbidden: rights.forbidden,
    hiding: async (text, work) => {
      const hiding = { text };
      hidden.add(hiding);
      return work().finally(() => {
        hidden.delete(hiding);
      });
    },
    revoke: signIn.revoke,
  };
}

/** A namespace stands at the end of the address, after `/ns/`. */
function placeOf({ baseUrl }: Endpoint): { readonly baseUrl: string; readonly namespace: string } {
  const [, base = baseUrl, namespace = ""] = /^(.*?)\/ns\/(.+)$/.exec(baseUrl) ?? [];
  return { baseUrl: base, namespace };
}

/** Every request names the namespace, and says that no browser was tricked into it: agents may ask for that. */
function inNamespace({ send }: ReturnType<typeof createHttp>, namespace: string): ReturnType<typeof createHttp> {
  const headers = { "x-vault-request": "true", ...(namespace === "" ? {} : { "x-vault-namespace": namespace }) };
  return {
    send: (request, parse, signal) => send({ ...request, headers: { ...headers, ...request.headers } }, parse, signal),
  };
}

/** A path without slashes around it. */
export function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}

/** Whether it stays where it is: an address with `..` in it leads somewhere else before anybody has seen it. */
function isPlain(path: string): boolean {
  return !/(?:^|\/)\.{1,2}(?:\/|$)|\.\.|\/\/|[\p{Cc}\p{Cf}]/u.test(path);
}

const noMount: Failure = { kind: "notFound", message: "No mount has been chosen yet." };

function notPlain(path: string): Failure {
  return {
    kind: "invalid",
    message: `The path ${path.replace(/[\p{Cc}\p{Cf}]/gu, "")} is none that Vault would take.`,
  };
}
