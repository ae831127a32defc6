import type { Account, Credential, RemoteAccount } from "./account";
import type { Failure, Result } from "./failure";
import type { Environment, Identity, Project, StoredState, Target, Visibility } from "./secret";

/**
 * Our own messages between the editor's side and the language server, each declared once. Free of dependencies: the two
 * sides bring different versions of `vscode-jsonrpc`, so a message is its method with phantom types.
 */
export interface Request<P, R> {
  readonly method: string;
  /** Never set: carries the types. */
  readonly _?: (params: P) => R;
}

/** A message that is not answered. */
export interface Notification<P> {
  readonly method: string;
  /** Never set: carries the type. */
  readonly _?: (params: P) => void;
}

function request<P, R>(method: string): Request<P, R> {
  return { method };
}

function notification<P>(method: string): Notification<P> {
  return { method };
}

/** Which account and environment count. */
export interface AccountChoice {
  readonly account: Account;
  /** Id of the active environment. */
  readonly environment: string;
}

/** What the server is told at its start; it must never hold a credential. */
export interface InitializationOptions extends AccountChoice {
  /** By URI, the folders of the workspace that have a choice of their own. */
  readonly folders?: Readonly<Record<string, AccountChoice>>;
  /** Whether nobody trusts the workspace yet: then no account at a service is asked or written to, and no other in its place. */
  readonly isHeldBack?: boolean;
  /** Where a server did not answer any more in this window: the new one says which file it reads, in case it happens again. */
  readonly afterHang?: {
    /** Files, by URI, that a server did not come to the end of. They are not read. */
    readonly leftOut: readonly string[];
  };
}

/** Which part of the workspace a message is about: a folder with a choice of its own, or all the rest. */
export interface Where {
  /** The URI of the folder or of any file in it. */
  readonly folder?: string;
}

/** Where a write goes. */
export interface Destination extends Where {
  /** The account that the user looked at: a write that was meant for it goes to no other. */
  readonly account?: Account;
}

/** What is known of the names that are stored. Only from `complete` may anything be called missing. */
export type CatalogStatus =
  | { readonly kind: "unknown"; readonly reason: "loading" | "signedOut" | "untrusted" }
  | { readonly kind: "partial"; readonly reason: string; readonly retryAt?: string }
  | { readonly kind: "complete" }
  | {
      readonly kind: "failed";
      readonly failure: Failure;
      /** When it is tried again (RFC 3339), where the service asked to be left alone for a while. */
      readonly retryAt?: string;
    };

/** One name in the tree: what is stored, what is declared, and what comes of the two. */
export interface SecretRow {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly visibility: Visibility;
  readonly managed: boolean;
  /** State in the active environment; `unknown` while the catalog cannot tell. */
  readonly stored: StoredState | "unknown";
  readonly hasDefault: boolean;
  /** Ids of the environments with a value of their own. */
  readonly environments: readonly string[];
  /** In the active environment. */
  readonly declared: "required" | "optional" | "no";
  /** Ids of the environments in which it is required, where a manifest is about some alone. */
  readonly requiredIn?: readonly string[];
  readonly updatedAt: string;
  readonly etag: string;
}

/** What the account behind a snapshot can do, as far as dialogs depend on it. */
export interface Abilities {
  readonly environments: boolean;
  readonly editEnvironments: boolean;
  readonly description: boolean;
  readonly editDescriptionAlone: boolean;
  readonly visibility: boolean;
  readonly defaults: boolean;
  readonly softDelete: boolean;
  /** The service can say before anything runs whether what is declared would do. */
  readonly preflight: boolean;
}

/** Everything the tree, the status bar and the prompts show. */
export interface Snapshot {
  /** The folder that was asked about; absent for the window. Dialogs send it along, so that a write goes where it was meant to. */
  readonly folder?: string;
  readonly account: Account;
  /** How the account is called in words, for example `Embedded store` or the host of the endpoint. */
  readonly accountName: string;
  readonly identity: Identity | undefined;
  /** Id of the active environment. */
  readonly environment: string;
  readonly environments: readonly Environment[];
  readonly status: CatalogStatus;
  /** Undefined while the account cannot be used at all. */
  readonly can: Abilities | undefined;
  /** What the user should know about the service, as a sentence; empty when there is nothing. */
  readonly notice: string;
  /** When the names in `rows` were listed (RFC 3339); empty while none are known. Offline they are older than the status. */
  readonly checkedAt: string;
  /** Whether any manifest of the workspace says what the project needs. */
  readonly hasManifest: boolean;
  readonly rows: readonly SecretRow[];
}

/** The snapshot of names and their state as of now. */
export const snapshotRequest = request<Where, Snapshot>("inlineSecrets/snapshot");

/** Whether the server still answers. */
export const aliveRequest = request<Record<string, never>, null>("inlineSecrets/alive");

/** Which file the server begins to read; null when it has done so. Only after a hang. */
export const readingNotification = notification<{ readonly uri: string | null }>("inlineSecrets/reading");

/** Asks the provider anew; answers when the catalog has settled. */
export const refreshRequest = request<Where, Snapshot>("inlineSecrets/refresh");

/** The catalog, the declarations or the environment changed: ask for a new snapshot. */
export const changedNotification = notification<Record<string, never>>("inlineSecrets/changed");

/** Checks a name as it is typed; the answer is the sentence to show, or null when the name will do. */
export const checkNameRequest = request<Where & { readonly name: string }, string | null>("inlineSecrets/checkName");

/** What a write came to: done, or waiting for somebody who has to approve it at the service. */
export interface WriteOutcome {
  readonly kind: "done" | "pendingApproval";
}

/** Where a value comes from: from the user, or made up by the server: strong, random, never shown to anybody. */
export type ValueSource = { readonly kind: "given"; readonly value: string } | { readonly kind: "generate" };

/** Stores a new secret. The value is blanked in the trace and goes nowhere but into the one request to the provider. */
export const createRequest = request<
  Destination & {
    readonly name: string;
    readonly value: ValueSource;
    readonly description: string;
    readonly visibility: Visibility;
    readonly target: Target;
  },
  Result<WriteOutcome>
>("inlineSecrets/create");

/** Changes a secret; what is absent stays as it is. */
export const updateRequest = request<
  Destination & {
    readonly name: string;
    /** The etag of the row the user looked at, so that nobody's change is overwritten unseen. */
    readonly etag: string;
    readonly value?: ValueSource;
    /** Which value is meant; needed only together with `value`. */
    readonly target?: Target;
    readonly description?: string;
    readonly visibility?: Visibility;
  },
  Result<WriteOutcome>
>("inlineSecrets/update");

/** Deletes a name with all its values, or its value in one environment only. */
export const deleteRequest = request<
  Destination & { readonly name: string; readonly etag: string; readonly environment?: string },
  Result<WriteOutcome>
>("inlineSecrets/delete");

/** What a check before running came to: how many declared names were asked about, and how much was found. */
export interface PreflightOutcome {
  readonly names: number;
  readonly findings: number;
}

/** Asks the service whether it would run with what is declared. What it finds is shown as problems of the manifests. */
export const preflightRequest = request<Where, Result<PreflightOutcome>>("inlineSecrets/preflight");

/** How often a name is needed in the workspace, and every place that has it. `complete` is false when not every file could be looked at. */
export const usesRequest = request<
  { readonly name: string },
  {
    readonly references: number;
    /** How many of these get along without the name. */
    readonly spared: number;
    readonly files: number;
    readonly complete: boolean;
    /** Where they are; ranges are zero-based lines and UTF-16 columns. */
    readonly locations: readonly {
      readonly uri: string;
      readonly line: number;
      readonly character: number;
      readonly length: number;
    }[];
  }
>("inlineSecrets/uses");

/** How often the workspace needs each name; `complete` is false when not every file could be looked at, or there is no folder. */
export interface Usage {
  readonly complete: boolean;
  readonly uses: Readonly<Record<string, number>>;
}

/** How often each name is needed. */
export const usageRequest = request<Record<string, never>, Usage>("inlineSecrets/usage");

/** The text that refers to `name` in a file of that language, for example `process.env.NAME`. */
export const referenceTextRequest = request<
  {
    readonly name: string;
    readonly languageId: string;
    /** The file and place it is going to, where one is known: inside a string `<NAME>` may be the right form. */
    readonly uri?: string;
    readonly position?: Place;
    /** Where what it replaces ends: then it finishes what somebody has begun to write there, such as `process.env.`. */
    readonly end?: Place;
  },
  string
>("inlineSecrets/referenceText");

/** Zero-based, as editors count. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** Makes another environment the active one. Everything that depends on it follows. */
export const selectEnvironmentNotification = notification<Where & { readonly environment: string }>(
  "inlineSecrets/selectEnvironment",
);

/** Adds an environment at the provider. */
export const addEnvironmentRequest = request<Destination & { readonly name: string }, Result<Environment>>(
  "inlineSecrets/addEnvironment",
);

/** Removes an environment that has no values. */
export const deleteEnvironmentRequest = request<Destination & { readonly id: string }, Result<null>>(
  "inlineSecrets/deleteEnvironment",
);

/** An account together with a credential that is kept nowhere yet. */
export interface Attempt {
  readonly account: RemoteAccount;
  readonly credential: Credential;
}

/** Tries a credential before it is kept: the answer is who it belongs to. The project need not be chosen yet. */
export const tryConnectionRequest = request<Attempt, Result<Identity>>("inlineSecrets/tryConnection");

/** What can be chosen at an account: its projects, the folders of its project, or the environments there. */
export const choicesRequest = request<
  Attempt & { readonly of: "projects" | "folders" | "environments" },
  Result<readonly Project[]>
>("inlineSecrets/choices");

/** A code that the user confirms in the browser (RFC 8628). */
export interface DeviceCode {
  readonly userCode: string;
  /** Where the code is confirmed; holds the code already where the service can do that. */
  readonly verificationUri: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  /** Names this sign-in to `awaitDeviceSignInRequest`; worth nothing to anybody else. */
  readonly handle: string;
}

/** Begins to sign in with the browser. */
export const beginDeviceSignInRequest = request<{ readonly account: RemoteAccount }, Result<DeviceCode>>(
  "inlineSecrets/beginDeviceSignIn",
);

/** Waits until the user has confirmed the code; cancelling the request gives it up. */
export const awaitDeviceSignInRequest = request<{ readonly handle: string }, Result<SignedIn>>(
  "inlineSecrets/awaitDeviceSignIn",
);

/** What a sign-in came to. */
export interface SignedIn {
  readonly credential: Credential;
}

/** Tells the service that a credential is not used any more, where it can be told. */
export const revokeRequest = request<Attempt, Result<null>>("inlineSecrets/revoke");

/** The user signed out: whatever is kept of the names of the account is forgotten, and of all that were used with its `session`. */
export const signedOutNotification = notification<{ readonly account: Account }>("inlineSecrets/signedOut");

/**
 * A name was renamed in code and manifests, but the secret of the old name is what is stored. Names at a provider never
 * change: the editor offers to create the new one.
 */
export const renamedNotification = notification<{ readonly from: string; readonly to: string }>(
  "inlineSecrets/renamed",
);

/** The formats that a manifest can be begun in, and the file that each lives in. */
export const manifestFiles = { dotenv: ".env.example", app: "app.yaml", inf: "inf.yml" } as const;

/**
 * A manifest that declares what the code below a folder needs, or the one name that is given. `complete` is false when not every
 * file could be looked at.
 */
export const manifestDraftRequest = request<
  { readonly format: keyof typeof manifestFiles; readonly folder: string; readonly name?: string },
  { readonly text: string; readonly names: readonly string[]; readonly complete: boolean }
>("inlineSecrets/manifestDraft");

/** Makes another account the active one; the active one itself is opened anew, for when its credential has changed. */
export const selectAccountNotification = notification<Where & { readonly account: Account }>(
  "inlineSecrets/selectAccount",
);

/** Whether nobody trusts the workspace yet. */
export const heldBackNotification = notification<{ readonly isHeldBack: boolean }>("inlineSecrets/heldBack");

/** The folders of the workspace that have a choice of their own, all of them. */
export const foldersNotification = notification<{ readonly folders: Readonly<Record<string, AccountChoice>> }>(
  "inlineSecrets/folders",
);

/** The user came to the editor, or left it: names are kept fresh only while somebody looks. */
export const focusNotification = notification<{ readonly focused: boolean }>("inlineSecrets/focus");

/** Asked by the server when it needs the credential of an account; null when there is none. */
export const credentialRequest = request<
  { readonly account: RemoteAccount },
  { readonly credential: Credential } | null
>("inlineSecrets/credential");

/** The server has renewed a credential: the new one is to be kept in place of the old one. */
export const credentialRenewedNotification = notification<Attempt>("inlineSecrets/credentialRenewed");

/** Another window has renewed the credential of a sign-in: what failed with the old one may be tried again. */
export const renewedElsewhereNotification = notification<{ readonly session: string }>(
  "inlineSecrets/renewedElsewhere",
);

/**
 * Fields of these names are blanked wherever a message is traced, at any depth. `text` is the content of a document that the
 * editor hands to the server: a `.env` in it is full of values. The address of a proxy may hold a password.
 */
export const blankedFields: ReadonlySet<string> = new Set([
  "value",
  "token",
  "clientSecret",
  "accessToken",
  "refreshToken",
  "text",
  "proxy",
  "proxyAuthorization",
]);
