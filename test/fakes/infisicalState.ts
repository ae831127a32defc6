import type { FakeSecret } from "./fakeService";

/** A secret in one environment and folder. There is no field for a value. */
export interface Row {
  readonly name: string;
  readonly environment: string;
  readonly path: string;
  readonly comment: string;
}

/** What a fake Infisical knows, and how it behaves. */
export interface InfisicalState {
  /** The newest routes for secrets. Before v4 there was no hiding of values either. */
  version: "v4" | "v3";
  /** Whether its parameters have the names and defaults that they got later on in v4. */
  hasLaterNames: boolean;
  /** Whether pages for people answer to routes that it does not know. */
  servesPages: boolean;
  rights: "write" | "read" | "nothing";
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly environments: { readonly id: string; readonly slug: string; readonly name: string }[];
  };
  /** Paths of folders by environment; the root is always there. */
  readonly folders: Map<string, readonly string[]>;
  readonly rows: Row[];
  /** Names that the folder imports, by environment. */
  readonly imports: Map<string, readonly string[]>;
  /** Names that the user has overridden for himself. */
  readonly overrides: Set<string>;
  /** Environments in which changes have to be approved of. */
  readonly needsApproval: Set<string>;
  /** Environments that may not be looked into. */
  readonly closed: Set<string>;
  /** What stands for a value where one is sent. */
  valueOf: (row: Row) => string;
  readonly clientId: string;
  readonly clientSecrets: string[];
  failedLogins: number;
  /** Tokens that are accepted. */
  readonly tokens: Set<string>;
  serviceToken: {
    readonly permissions: readonly string[];
    readonly scopes: readonly { readonly environment: string; readonly secretPath: string }[];
  };
  secretRequests: number;
  secretRequestsAllowed: number;
}

/** The tokens that are accepted at first. */
export const accessToken = "eyJ.of-a-user.sig";
export const serviceToken = "st.service-token.of-the-tests";

/** A project with two environments, and these secrets at its root. */
export function createInfisicalState(seed: readonly FakeSecret[], version: "v4" | "v3"): InfisicalState {
  return {
    version,
    hasLaterNames: false,
    servesPages: false,
    rights: "write",
    project: {
      id: "a3f1c2d4-0000-4000-8000-000000000001",
      name: "Shop",
      type: "secret-manager",
      environments: [
        { id: "1", slug: "dev", name: "Development" },
        { id: "2", slug: "prod", name: "Production" },
      ],
    },
    folders: new Map(),
    rows: seed.flatMap(({ name, environments, description = "" }) =>
      environments.map((environment) => ({ name, environment, path: "/", comment: description })),
    ),
    imports: new Map(),
    overrides: new Set(),
    needsApproval: new Set(),
    closed: new Set(),
    valueOf: ({ name }) => `value-of-${name}`,
    clientId: "0b1c2d3e-client-id",
    clientSecrets: ["client-secret-of-the-tests"],
    failedLogins: 0,
    tokens: new Set([accessToken, serviceToken]),
    serviceToken: { permissions: ["read", "write"], scopes: [{ environment: "dev", secretPath: "/**" }] },
    secretRequests: 0,
    secretRequestsAllowed: Infinity,
  };
}
