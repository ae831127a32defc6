import type { Credential, RemoteAccount } from "../../shared/account";
import type { Faults } from "./faults";

/** A secret that a fake service has from its beginning; its value is nobody's business. */
export interface FakeSecret {
  readonly name: string;
  /** Ids of the environments that have a value, out of those of the service. */
  readonly environments: readonly string[];
  readonly description?: string;
}

/** What arrived at a server, as a test looks at it. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** With names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server on loopback that speaks the dialect of one provider. */
export interface FakeService {
  /** As a user would have chosen it. */
  readonly account: RemoteAccount;
  /** Accepted until `expire`. */
  readonly credential: Credential;
  /** Two environments; the same twice where the provider has only one. */
  readonly environments: readonly [string, string];
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  /** The names that are there, with the environments that have a value of their own. */
  readonly names: () => ReadonlyMap<string, readonly string[]>;
  /** What the credential may do from now on; everything at first. */
  readonly allow: (rights: "write" | "read" | "nothing") => void;
  readonly expire: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts a fake service with these secrets. */
export type StartFakeService = (seed: readonly FakeSecret[]) => Promise<FakeService>;
