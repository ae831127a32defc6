import type { Contents, Sealed } from "./contents";
import type { Outcome } from "./problem";

/** Turns a value into something that nobody here can read again. It fits that name and environment only. */
export type Seal = (name: string, environment: string | null, value: string) => Sealed;

/** What an edit makes of the contents, and what it has to say about it. */
export interface Edited<T> {
  readonly contents: Contents;
  readonly value: T;
}

/** Looks at the newest contents and says what becomes of them; it may be asked more than once. */
export type Edit<T> = (contents: Contents, seal: Seal) => Outcome<Edited<T>>;

/** Where the Secrets API keeps what it is given. Nothing in here throws. */
export interface SecretStore {
  readonly read: () => Promise<Outcome<Contents>>;
  /** Answers once the change is safe from a crash. Changes come one after the other, whoever makes them. */
  readonly change: <T>(edit: Edit<T>) => Promise<Outcome<T>>;
}
