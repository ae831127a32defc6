import type { Result } from "../../shared/failure";
import type { Environment, Identity, Secret, Target, Visibility } from "../../shared/secret";

/** What a provider can do, so that nothing is offered that it would refuse. */
export interface Capabilities {
  /** Environments can be added and removed through us. */
  readonly editEnvironments: boolean;
  readonly description: boolean;
  readonly visibility: boolean;
  /** A name can have a default value that environments fall back to. */
  readonly defaults: boolean;
  /** The provider's rule for names, as a hint: the server is the authority. */
  readonly namePattern: RegExp;
  /** `namePattern` in words, for example "letters, digits and underscores, not starting with a digit". */
  readonly nameRule: string;
  /** Names that the provider keeps for itself and would refuse; `*` stands for any characters. */
  readonly reservedNames: readonly string[];
  /** The largest value the provider takes, in UTF-8 bytes. */
  readonly maxValueBytes: number;
}

/** One page of names; there are more while `nextCursor` is set. */
export interface SecretPage {
  readonly secrets: readonly Secret[];
  readonly nextCursor: string | undefined;
}

/** A secret to be created. The value lives in this one object on its way out. */
export interface NewSecret {
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly visibility: Visibility;
  readonly target: Target;
}

/** A change to a secret; what is absent stays as it is. */
export interface SecretChange {
  readonly name: string;
  /** The version the user looked at; empty when it is not known, and then nothing is checked. */
  readonly etag: string;
  readonly value?: { readonly text: string; readonly target: Target };
  readonly description?: string;
  readonly visibility?: Visibility;
}

/**
 * A service that stores secrets, for one account. It can list names and write values; it has no way to read one. Nothing in
 * here throws: what goes wrong comes back as a `Failure`.
 */
export interface Provider {
  readonly capabilities: Capabilities;
  readonly whoAmI: (signal: AbortSignal) => Promise<Result<Identity>>;
  readonly listEnvironments: (signal: AbortSignal) => Promise<Result<readonly Environment[]>>;
  readonly addEnvironment: (name: string, signal: AbortSignal) => Promise<Result<Environment>>;
  readonly deleteEnvironment: (id: string, signal: AbortSignal) => Promise<Result<null>>;
  readonly listSecrets: (cursor: string | undefined, signal: AbortSignal) => Promise<Result<SecretPage>>;
  readonly createSecret: (secret: NewSecret, signal: AbortSignal) => Promise<Result<Secret>>;
  readonly updateSecret: (change: SecretChange, signal: AbortSignal) => Promise<Result<Secret>>;
  /** Deletes the name with all its values, or only its value in one environment. */
  readonly deleteSecret: (
    deletion: { readonly name: string; readonly etag: string; readonly environment?: string },
    signal: AbortSignal,
  ) => Promise<Result<null>>;
  /** Tells when somebody else has changed something, where the provider notices; gives back how to stop that. */
  readonly watch?: (changed: () => void) => () => void;
}
