/** The services that names can live at, besides the embedded store. */
export const remoteProviderIds = [
  "inferenceSh",
  "infisical",
  "vault",
  "githubActions",
  "doppler",
  "awsSecretsManager",
  "googleSecretManager",
  "azureKeyVault",
  "secretsApi",
] as const;

/** Which service it is. */
export type RemoteProviderId = (typeof remoteProviderIds)[number];

/** Which service the names come from. The credential is not part of it: it is asked for when it is needed. */
export type Account = { readonly provider: "embedded" } | RemoteAccount;

/** A place at a service. All of it may stand in the settings of a workspace, but for `session`. */
export interface RemoteAccount {
  readonly provider: RemoteProviderId;
  /** The service's base address, without a slash at its end. A credential is bound to its scheme, host and port. */
  readonly endpoint: string;
  /** The provider's own id of a project, mount, repository or region; absent where it has none. */
  readonly project?: string;
  /** A folder within the project, with a slash at its beginning; absent for the root. */
  readonly folder?: string;
  /** Which of several sign-ins at this address counts; absent where there is only one. */
  readonly session?: string;
}

/** What lets us in. It travels from the editor's secret storage to the server, and in the one header that carries it. */
export type Credential =
  /** A token as the service gave it to the user. */
  | { readonly kind: "token"; readonly token: string }
  /** The identity of a machine, exchanged for a token that does not last: universal auth, AppRole. */
  | { readonly kind: "client"; readonly clientId: string; readonly clientSecret: string }
  /** A sign-in of OAuth 2.0: the access token is renewed with the refresh token. */
  | {
      readonly kind: "oauth";
      readonly accessToken: string;
      /** Empty where the service gives none: then the user signs in again. */
      readonly refreshToken: string;
      /** RFC 3339; empty when the service does not say. */
      readonly expiresAt: string;
    }
  /** What this machine has already, such as a profile of a command line tool; nothing of it is kept by us. */
  | { readonly kind: "machine"; readonly profile: string };
