import type { Service } from "../service";

/** Something that `openapi.json` and its page ask of a service. */
export interface Requirement {
  /** What the service does, as a sentence without its subject. */
  readonly sentence: string;
  /** Throws `Unmet` where it does something else, and `NotOffered` where it need not do it. */
  readonly check: (service: Service) => Promise<void>;
}
