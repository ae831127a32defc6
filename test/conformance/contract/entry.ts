import type { RemoteAccount, RemoteProviderId } from "../../../shared/account";
import type { StartFakeService } from "../../fakes/fakeService";
import type { Fault } from "../../fakes/faults";

/** What the contract suite has to know of a provider to hold it to the contract. */
export interface ContractEntry {
  readonly provider: RemoteProviderId;
  /** Which of several generations of the service it is. */
  readonly generation?: string;
  readonly start: StartFakeService;
  /** How this provider would write a name that is made of capitals and underscores. */
  readonly nameOf?: (name: string) => string;
  /** The account with a project that is not there; absent where nothing is chosen. */
  readonly unknownProject?: (account: RemoteAccount) => RemoteAccount;
  /** How the service says that it has been asked too often, with what stands in `Retry-After`. */
  readonly tooOften?: (retryAfter: string) => Fault;
  /** The service does not say how long to wait. */
  readonly neverSaysHowLong?: boolean;
  /** The service answers in the same way whether something is not there or may not be seen: it says so in one breath. */
  readonly hidesWhatMayNotBeSeen?: boolean;
  /** A value is sealed for the service before it is sent: not even the request shows it. */
  readonly seals?: boolean;
}
