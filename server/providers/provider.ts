import type { Credential, RemoteAccount } from "../../shared/account";
import type { Result } from "../../shared/failure";
import type { DeviceCode } from "../../shared/protocol";
import type { Environment, Identity, Project, Secret, Target, Visibility } from "../../shared/secret";
import type { Endpoint } from "./endpoint";
import type { HttpLimits } from "./http";

/** What a provider can do, so that nothing is offered that it would refuse. */
export interface Capabilities {
  /** Whether a name can have a value of its own in each of several environments, under whatever name they go. */
  readonly environments: boolean;
  /** Environments can be added and removed through us. */
  readonly editEnvironments: boolean;
  readonly description: boolean;
  /** The description can be changed without giving the value again. */
  readonly editDescriptionAlone: boolean;
  readonly visibility: boolean;
  /** A name can have a default value that environments fall back to. */
  readonly defaults: boolean;
  /** A write can be held to the version that the user looked at. */
  readonly conflictCheck: boolean;
  /** Names come in pages. */
  readonly paging: boolean;
  /** A name can be changed, its values going along. */
  readonly rename: boolean;
  /** A write may have to be approved by somebody else before it counts. */
  readonly approval: boolean;
  /** A deleted secret can be brought back for a while. */
  readonly softDelete: boolean;
  /** The service sends values along with the names that we ask for; they are dropped unread. */
  readonly listingSendsValues: "never" | "someVersions" | "always";
  /** The service answers a write with the value; it is dropped unread. */
  readonly writingSendsValues: boolean;
  /** The provider's rule for names, as a hint: the server is the authority. */
  readonly namePattern: RegExp;
  /** `namePattern` in words, for example "letters, digits and underscores, not starting with a digit". */
  readonly nameRule: string;
  /** Names that the provider keeps for itself and would refuse; `*` stands for any characters. */
  readonly reservedNames: readonly string[];
  /** The largest value the provider takes, in UTF-8 bytes. */
  readonly maxValueBytes: number;
}

/** One page of names; there are more while `nextCursor` is set. A name on several pages has the environments of all of them. */
export interface SecretPage {
  readonly secrets: readonly Secret[];
  readonly nextCursor: string | undefined;
  /** What is known first: shown until the last page is there, and then forgotten. A later page has these names, as they are. */
  readonly provisional?: boolean;
  /** Something about this service that the user should know, as a sentence: that it sends values, for example. */
  readonly notice?: string;
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

/** A name with all its values, or only its value in one environment. */
export interface Deletion {
  readonly name: string;
  readonly etag: string;
  readonly environment?: string;
}

/** What a write came to: where an approval is needed, nothing has changed yet. */
export type Written<T> = { readonly kind: "done"; readonly value: T } | { readonly kind: "pendingApproval" };

/** A name that a manifest declares. */
export interface DeclaredName {
  readonly name: string;
  readonly optional: boolean;
}

/** What a provider has to say against a declared name before anything runs. */
export interface Finding {
  readonly name: string;
  /** A sentence that has been checked for what it must not repeat. */
  readonly message: string;
}

/**
 * A service that stores secrets, for one account. It can list names and write values; it has no way to read one. Nothing in
 * here throws: what goes wrong comes back as a `Failure`.
 */
export interface Provider {
  readonly capabilities: Capabilities;
  /** Who the credential belongs to; asked before a project is chosen, too. */
  readonly whoAmI: (signal: AbortSignal) => Promise<Result<Identity>>;
  /** The projects that the credential may see; absent where there is nothing to choose. */
  readonly listProjects?: (signal: AbortSignal) => Promise<Result<readonly Project[]>>;
  /** The folders of the account's project; absent where there are none. An `id` begins with a slash. */
  readonly listFolders?: (signal: AbortSignal) => Promise<Result<readonly Project[]>>;
  readonly listEnvironments: (signal: AbortSignal) => Promise<Result<readonly Environment[]>>;
  /** These two go with `editEnvironments`. */
  readonly addEnvironment?: (name: string, signal: AbortSignal) => Promise<Result<Environment>>;
  readonly deleteEnvironment?: (id: string, signal: AbortSignal) => Promise<Result<null>>;
  readonly listSecrets: (cursor: string | undefined, signal: AbortSignal) => Promise<Result<SecretPage>>;
  readonly createSecret: (secret: NewSecret, signal: AbortSignal) => Promise<Result<Written<Secret>>>;
  readonly updateSecret: (change: SecretChange, signal: AbortSignal) => Promise<Result<Written<Secret>>>;
  readonly deleteSecret: (deletion: Deletion, signal: AbortSignal) => Promise<Result<Written<null>>>;
  /** Asks the service whether what is declared could run, where it can tell. */
  readonly preflight?: (declared: readonly DeclaredName[], signal: AbortSignal) => Promise<Result<readonly Finding[]>>;
  /** Ends the credential at the service, where it can be told. */
  readonly revoke?: (signal: AbortSignal) => Promise<Result<null>>;
  /** Tells when somebody else has changed something, where the provider notices; gives back how to stop that. */
  readonly watch?: (changed: () => void) => () => void;
}

/** Where the credential of an account comes from, and where one goes that was renewed. */
export interface CredentialSource {
  /** Asked for each time it is needed; null when there is none. */
  readonly credential: (account: RemoteAccount) => Promise<Credential | null>;
  readonly renewed: (account: RemoteAccount, credential: Credential) => void;
}

/** What a provider of a remote service is made of. */
export interface ProviderOptions {
  readonly account: RemoteAccount;
  /** The account's endpoint, read and checked. */
  readonly endpoint: Endpoint;
  readonly fetch: typeof fetch;
  /** Asked for with each request; null when the user is signed out. */
  readonly credential: () => Promise<Credential | null>;
  /** Hands on a credential that was renewed, to be kept in place of the old one. */
  readonly renewed: (credential: Credential) => void;
  readonly now: () => Date;
  /** Where the windows of this machine find each other; absent where there is one alone. */
  readonly dataDirectory?: string;
  readonly limits?: Partial<HttpLimits>;
}

/** A sign-in that waits for the user to confirm a code in the browser. */
export interface DeviceSignIn {
  readonly code: Omit<DeviceCode, "handle">;
  readonly wait: (signal: AbortSignal) => Promise<Result<Credential>>;
}

/** A kind of service: one file below `server/providers`. */
export interface ProviderKind {
  readonly capabilities: Capabilities;
  readonly create: (options: ProviderOptions) => Provider;
  /** Signs in with the browser, where the service can do that (RFC 8628). */
  readonly beginDeviceSignIn?: (options: ProviderOptions, signal: AbortSignal) => Promise<Result<DeviceSignIn>>;
}
