import type { Result } from "../shared/failure";
import type { Account, RemoteAccount } from "../shared/account";
import type { Stage } from "./keptCode";
import type { NameCache } from "./nameCache";
import type { CredentialSource, DeviceSignIn, Provider } from "./providers/provider";
import type { WorkspaceFiles } from "./workspace/files";
import type { IndexCache } from "./workspace/indexCache";

export type { CredentialSource };

/** Everything outside of the process that the server depends on, so that tests can bring their own. */
export interface World {
  readonly files: WorkspaceFiles;
  /** Where what was found in a workspace is kept until it is opened again. */
  readonly cache: IndexCache;
  /** Where the names of remote accounts are kept between runs. */
  readonly names: NameCache;
  /** The provider behind an account; a failure when the account cannot be used at all, for example a malformed endpoint. */
  readonly createProvider: (account: Account, credentials: CredentialSource) => Result<Provider>;
  /** Begins to sign in to an account with the browser. */
  readonly beginDeviceSignIn: (account: RemoteAccount, signal: AbortSignal) => Promise<Result<DeviceSignIn>>;
  /** Told where the editor's settings of the network are read, its section `http`; they may change at any time. */
  readonly followNetwork: (read: () => Promise<unknown>) => void;
  readonly now: () => Date;
  /** Called before files are read that nobody has open. */
  readonly beforeWork?: () => void;
  /** Called after work on many files: gives back the memory that nobody needs any more. */
  readonly releaseMemory?: () => void;
  /** Called when the program has come so far: what was compiled until then may be kept for its next start. */
  readonly keepCode?: (stage: Stage) => void;
  /** A strong random value for *Generate*. */
  readonly generateValue: () => string;
}
