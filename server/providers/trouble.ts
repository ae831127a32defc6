import type { Failure, FailureKind } from "../../shared/failure";

/** What went wrong with a request, before it is put into words. */
export type Trouble =
  | { readonly kind: "noToken" | "badToken" | "timeout" | "cancelled" | "broken" | "malformed" }
  /** There was no way to let the request in, and it is said already why. */
  | { readonly kind: "refused"; readonly failure: Failure }
  | { readonly kind: "thrown"; readonly error: unknown }
  | Refusal;

/** A service's answer that something will not do. */
export interface Refusal {
  readonly kind: "status";
  readonly status: number;
  /** The body, as far as it was JSON. Foreign text: never to be shown unchecked. */
  readonly problem: unknown;
  /** What the service asked us to wait, in seconds. */
  readonly pause?: number | undefined;
}

/** What was asked of the service. `environment` is the one it was about, in the words the user knows it by. */
export type Asked =
  | { readonly kind: "identity" | "signIn" | "listProjects" | "listFolders" | "listEnvironments" | "preflight" }
  | { readonly kind: "listSecrets"; readonly environment?: string }
  | { readonly kind: "addEnvironment"; readonly name: string }
  | { readonly kind: "deleteEnvironment"; readonly id: string }
  | { readonly kind: "create" | "update" | "delete"; readonly name: string; readonly environment?: string };

/** How one service speaks of what went wrong. */
export interface Dialect {
  /** What it is that an answer should have been: "the Secrets API". */
  readonly api: string;
  /** The sentence in the body of a refusal; it is checked for what it must not repeat before anybody sees it. */
  readonly detailOf: (problem: unknown) => string | undefined;
  /** The status that a refusal has which comes as an answer of success; undefined for everything that is none. */
  readonly statusIn?: (answer: unknown) => number | undefined;
  /** The refusal as it is meant, where headers say more than the status: that this was once too often, for example. */
  readonly meantBy?: (refusal: Refusal, headers: Headers) => Refusal | undefined;
  /** What a refusal means where its status alone does not tell. */
  readonly kindOf?: (refusal: Refusal, asked: Asked) => FailureKind | undefined;
  /** A whole sentence for what this service alone can mean. Without the foreign text, which `detailOf` is for. */
  readonly sentenceFor?: (refusal: Refusal, asked: Asked, service: string) => string | undefined;
  /** The input that was wrong, where the body says so. */
  readonly fieldOf?: (problem: unknown) => Failure["field"] | undefined;
  /** What an answer means that points to another address, after "has", where the address is as it should be. */
  readonly redirected?: string;
  /** The right that was missing, after "it needs": "the scope secrets:write". */
  readonly rightFor?: (asked: Asked) => string | undefined;
  /** What was looked for and is not there, after "There is no": "project with the ID abc". */
  readonly lookedFor?: (asked: Asked, problem: unknown) => string | undefined;
}

export interface Context {
  /** How the service is called. */
  readonly service: string;
  readonly dialect: Dialect;
  readonly asked: Asked;
  /** Texts that must not appear in a message: the token and the value that were sent. */
  readonly hide: readonly string[];
}

/** Whether nothing could be changed by it. */
export function isReading({ kind }: Asked): boolean {
  return !changes.has(kind);
}

const changes: ReadonlySet<Asked["kind"]> = new Set([
  "create",
  "update",
  "delete",
  "addEnvironment",
  "deleteEnvironment",
]);
