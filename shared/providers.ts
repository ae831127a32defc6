import type { RemoteProviderId } from "./account";

/** A service as the dialogs show it. What it can do stands with its provider in the server. */
export interface ProviderDescription {
  readonly label: string;
  /** Its page below `docs/providers/`. */
  readonly page: string;
  /** The addresses that it is known to be at; where there is one and no other can be given, nobody is asked. */
  readonly places: readonly Place[];
  /** Present where it can be at an address of one's own. */
  readonly ownAddress?: { readonly prompt: string; readonly placeholder: string };
  /**
   * Where the service is, when its credentials were not given for one address by the user but belong to the editor or the
   * machine: nobody else may talk the user into handing them over. Domains with everything below them.
   */
  readonly domains?: readonly string[];
  /** The ways to sign in, the best first. */
  readonly signIn: readonly SignIn[];
  /** What the user chooses after signing in, in the service's own word; absent where there is nothing to choose. */
  readonly project?: {
    readonly word: string;
    /** An example, for where it has to be typed because the credential may not list them. */
    readonly placeholder: string;
  };
  /** Whether a project has folders to choose from. */
  readonly folders: boolean;
  /** What the service calls a place with values of its own. */
  readonly environmentWord: string;
}

/** An address that a service is known to be at. */
export interface Place {
  readonly label: string;
  readonly endpoint: string;
}

/** A way to sign in. */
export type SignIn =
  | { readonly method: "token"; readonly label: string; readonly prompt: string }
  | {
      readonly method: "client";
      readonly label: string;
      readonly idPrompt: string;
      readonly secretPrompt: string;
    }
  /** A code to be confirmed in the browser (RFC 8628). */
  | { readonly method: "device"; readonly label: string }
  /** An account of the editor itself; `ownAddressProvider` where the address is the user's own. */
  | {
      readonly method: "editor";
      readonly label: string;
      readonly authenticationProvider: string;
      readonly ownAddressProvider?: string;
      readonly scopes: readonly string[];
    }
  /** What a command line tool has signed in to already. */
  | { readonly method: "machine"; readonly label: string; readonly prompt: string; readonly placeholder: string };

/** Every service there is, in the order in which they are offered. */
export const providerDescriptions: Readonly<Record<RemoteProviderId, ProviderDescription>> = {
  inferenceSh: {
    label: "inference.sh",
    page: "inferenceSh",
    places: [{ label: "inference.sh", endpoint: "https://api.inference.sh" }],
    signIn: [
      { method: "device", label: "Sign in with the browser" },
      { method: "token", label: "API key", prompt: "API key with the scopes secrets:read and secrets:write" },
    ],
    folders: false,
    environmentWord: "team",
  },
  infisical: {
    label: "Infisical",
    page: "infisical",
    places: [
      { label: "Infisical Cloud (US)", endpoint: "https://app.infisical.com" },
      { label: "Infisical Cloud (EU)", endpoint: "https://eu.infisical.com" },
    ],
    ownAddress: { prompt: "Address of your Infisical", placeholder: "https://infisical.example.com" },
    signIn: [
      {
        method: "client",
        label: "Machine identity (universal auth)",
        idPrompt: "Client ID of the machine identity",
        secretPrompt: "Client secret of the machine identity",
      },
      { method: "token", label: "Service token or access token", prompt: "Service token (st.…) or access token" },
    ],
    project: { word: "project", placeholder: "The project's ID, from its settings" },
    folders: true,
    environmentWord: "environment",
  },
  vault: {
    label: "HashiCorp Vault or OpenBao",
    page: "vault",
    places: [],
    ownAddress: {
      prompt: "Address of Vault or OpenBao; a namespace may follow as /ns/NAMESPACE",
      placeholder: "https://vault.example.com:8200",
    },
    signIn: [
      { method: "token", label: "Token", prompt: "Token; one that may list metadata and write data will do" },
      { method: "client", label: "AppRole", idPrompt: "Role ID", secretPrompt: "Secret ID" },
    ],
    project: { word: "mount", placeholder: "secret" },
    folders: true,
    environmentWord: "folder",
  },
  githubActions: {
    label: "GitHub Actions",
    page: "githubActions",
    places: [{ label: "GitHub", endpoint: "https://api.github.com" }],
    ownAddress: {
      prompt: "API address of your GitHub Enterprise Server",
      placeholder: "https://github.example.com/api/v3",
    },
    signIn: [
      {
        method: "editor",
        label: "VS Code's GitHub account",
        authenticationProvider: "github",
        ownAddressProvider: "github-enterprise",
        scopes: ["repo"],
      },
      { method: "token", label: "Personal access token", prompt: "Token that may read and write Actions secrets" },
    ],
    project: { word: "repository", placeholder: "owner/name" },
    folders: false,
    environmentWord: "environment",
  },
  doppler: {
    label: "Doppler",
    page: "doppler",
    places: [{ label: "Doppler", endpoint: "https://api.doppler.com" }],
    signIn: [{ method: "token", label: "Token", prompt: "Service token (dp.st.…), service account or personal token" }],
    project: { word: "project", placeholder: "The project's name" },
    folders: false,
    environmentWord: "config",
  },
  awsSecretsManager: {
    label: "AWS Secrets Manager",
    page: "awsSecretsManager",
    places: awsPlaces(),
    ownAddress: {
      prompt: "Address of Secrets Manager in another region, or of an endpoint of your own",
      placeholder: "https://secretsmanager.eu-central-1.amazonaws.com",
    },
    signIn: [
      {
        method: "machine",
        label: "AWS profile or single sign-on",
        prompt: "Profile in your AWS configuration, signed in to with the AWS command line; empty for the usual one",
        placeholder: "default",
      },
      {
        method: "client",
        label: "Access key",
        idPrompt: "Access key ID",
        secretPrompt: "Secret access key",
      },
    ],
    folders: true,
    environmentWord: "folder",
  },
  googleSecretManager: {
    label: "Google Secret Manager",
    page: "googleSecretManager",
    places: [{ label: "Google Cloud", endpoint: "https://secretmanager.googleapis.com" }],
    domains: ["googleapis.com"],
    signIn: [
      {
        method: "machine",
        label: "Application default credentials",
        prompt:
          "Sign in with `gcloud auth application-default login` first; another file of credentials can be named here",
        placeholder: "",
      },
    ],
    project: { word: "project", placeholder: "my-project" },
    folders: false,
    environmentWord: "project",
  },
  azureKeyVault: {
    label: "Azure Key Vault",
    page: "azureKeyVault",
    places: [],
    ownAddress: { prompt: "Address of the vault", placeholder: "https://my-vault.vault.azure.net" },
    // https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers
    domains: ["vault.azure.net", "vault.azure.cn", "vault.usgovcloudapi.net"],
    signIn: [
      {
        method: "editor",
        label: "VS Code's Microsoft account",
        authenticationProvider: "microsoft",
        scopes: ["https://vault.azure.net/.default"],
      },
      {
        method: "token",
        label: "Access token",
        prompt: "Token of `az account get-access-token --resource https://vault.azure.net`; it lasts about an hour",
      },
    ],
    folders: false,
    environmentWord: "vault",
  },
  secretsApi: {
    label: "Secrets API",
    page: "secretsApi",
    places: [],
    ownAddress: { prompt: "Endpoint of the Secrets API", placeholder: "https://secrets.example.com" },
    signIn: [{ method: "token", label: "Token", prompt: "Token" }],
    folders: false,
    environmentWord: "environment",
  },
};

/** The regions that every account of AWS has: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
function awsPlaces(): readonly Place[] {
  const regions = {
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
    "ca-central-1": "Canada (Central)",
    "sa-east-1": "South America (São Paulo)",
    "eu-central-1": "Europe (Frankfurt)",
    "eu-west-1": "Europe (Ireland)",
    "eu-west-2": "Europe (London)",
    "eu-west-3": "Europe (Paris)",
    "eu-north-1": "Europe (Stockholm)",
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-northeast-2": "Asia Pacific (Seoul)",
    "ap-northeast-3": "Asia Pacific (Osaka)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
  };
  return Object.entries(regions).map(([region, name]) => ({
    label: `AWS ${name}, ${region}`,
    endpoint: `https://secretsmanager.${region}.amazonaws.com`,
  }));
}
