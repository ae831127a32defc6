import type { FakeSecret } from "./fakeService";

/** A config as Doppler knows it, with the names of its secrets. There is no field for a value. */
export interface FakeConfig {
  readonly name: string;
  readonly root: boolean;
  readonly environment: string;
  readonly inherits: readonly { readonly project: string; readonly config: string }[];
  readonly secrets: Set<string>;
}

/** What a fake Doppler knows, and how it behaves. */
export interface DopplerState {
  rights: "write" | "read" | "nothing";
  /** All but `shop` are empty. */
  readonly projects: string[];
  /** Those of `shop`. */
  readonly configs: FakeConfig[];
  /** Configs that may not be looked into. */
  readonly closed: Set<string>;
  /** Tokens that are accepted. */
  readonly tokens: Set<string>;
  /** How many of its rows a page has at most, however many are asked for. */
  largestPage: number;
  asked: number;
  allowed: number;
  /** Credentials that it has issued because somebody listed dynamic secrets along with the others. */
  leases: number;
}

/** The tokens that are accepted at first: one of a person, and one for the config `dev` alone. */
export const personalToken = "dp.pt.of-the-tests-0123456789abcdefghijklmnopqrst";
export const serviceToken = "dp.st.dev.of-the-tests-0123456789abcdefghijklmnop";

/** A project with two environments, one of which has a branch. */
export function createDopplerState(seed: readonly FakeSecret[]): DopplerState {
  const config = (name: string, root: boolean, environment: string): FakeConfig => ({
    name,
    root,
    environment,
    inherits: [],
    secrets: new Set(seed.filter(({ environments }) => environments.includes(name)).map((secret) => secret.name)),
  });
  return {
    rights: "write",
    projects: ["blog", "shop"],
    configs: [config("dev", true, "dev"), config("dev_ada", false, "dev"), config("prd", true, "prd")],
    closed: new Set(),
    tokens: new Set([personalToken, serviceToken]),
    largestPage: 100,
    asked: 0,
    allowed: Infinity,
    leases: 0,
  };
}
