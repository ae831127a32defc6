/** How a provider treats the value of a secret once it is stored. We never read one either way. */
export type Visibility = "masked" | "restricted";

/**
 * A secret as everything but the provider knows it: its name and what is said about it. There is no field for a value, and
 * there must never be one.
 */
export interface Secret {
  readonly name: string;
  readonly description: string;
  /** What kind of credential the provider says it is, for example `secret` or `api-key`; empty when it does not say. */
  readonly type: string;
  readonly visibility: Visibility;
  /** A managed secret is kept by the provider itself: it can be referred to, not edited or deleted. */
  readonly managed: boolean;
  /** True when there is a default value that every environment without a value of its own falls back to. */
  readonly hasDefault: boolean;
  /** Ids of the environments that have a value of their own. */
  readonly environments: readonly string[];
  /** RFC 3339 timestamps; empty when the provider does not say. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The provider's version tag for conditional writes; empty when it has none. */
  readonly etag: string;
}

/** A place with values of its own, such as production or development. */
export interface Environment {
  readonly id: string;
  readonly name: string;
}

/** Something to be chosen at a provider: a project, a mount, a repository, a folder, an environment. */
export interface Project {
  /** The provider's own id: what stands in the settings. */
  readonly id: string;
  readonly name: string;
}

/** Who the credential belongs to, as the provider tells it. */
export interface Identity {
  readonly name: string;
  readonly project: string;
  readonly canWrite: boolean;
}

/** Which value a write is about: the default for all environments, or those named. */
export type Target = { readonly kind: "default" } | { readonly kind: "environments"; readonly ids: readonly string[] };

/** Where a name has its value from in one environment. */
export type StoredState = "set" | "default" | "missing";

/** Where `secret` has its value from in the environment with this id. */
export function storedState(secret: Secret, environment: string): StoredState {
  if (secret.environments.includes(environment)) return "set";
  return secret.hasDefault ? "default" : "missing";
}
