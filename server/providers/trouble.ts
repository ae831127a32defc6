/** What went wrong with a request, before it is put into words. */
export type Trouble =
  | { readonly kind: "noToken" | "badToken" | "timeout" | "cancelled" | "broken" | "malformed" }
  | { readonly kind: "thrown"; readonly error: unknown }
  | {
      readonly kind: "status";
      readonly status: number;
      /** The body, as far as it was JSON. Foreign text: never to be shown unchecked. */
      readonly problem: unknown;
      /** What the service asked us to wait, in seconds. */
      readonly pause?: number | undefined;
    };

/** What was asked of the service. */
export type Asked =
  | { readonly kind: "identity" | "listSecrets" | "listEnvironments" }
  | { readonly kind: "addEnvironment"; readonly name: string }
  | { readonly kind: "deleteEnvironment"; readonly id: string }
  | { readonly kind: "create" | "update" | "delete"; readonly name: string };

export interface Context {
  /** How the service is called. */
  readonly service: string;
  readonly asked: Asked;
  /** Texts that must not appear in a message: the token and the value that were sent. */
  readonly hide: readonly string[];
}

/** Whether nothing could be changed by it. */
export function isReading({ kind }: Asked): boolean {
  return kind === "identity" || kind === "listSecrets" || kind === "listEnvironments";
}
