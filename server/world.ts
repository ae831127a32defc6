import type { Result } from "../shared/failure";
import type { Account } from "../shared/protocol";
import type { NameCache } from "./nameCache";
import type { Provider } from "./providers/provider";
import type { WorkspaceFiles } from "./workspace/files";
import type { IndexCache } from "./workspace/indexCache";

/** Gives the token for an origin, asked for each time it is needed; null when there is none. */
export type CredentialSource = (origin: string) => Promise<string | null>;

/** Everything outside of the process that the server depends on, so that tests can bring their own. */
export interface World {
  readonly files: WorkspaceFiles;
  /** Where what was found in a workspace is kept until it is opened again. */
  readonly cache: IndexCache;
  /** Where the names of remote accounts are kept between runs. */
  readonly names: NameCache;
  /** The provider behind an account; a failure when the account cannot be used at all, for example a malformed endpoint. */
  readonly createProvider: (account: Account, credential: CredentialSource) => Result<Provider>;
  readonly now: () => Date;
  /** A strong random value for *Generate*. */
  readonly generateValue: () => string;
}
