import { createHash, randomUUID } from "node:crypto";
import type { Credential, RemoteAccount } from "../shared/account";
import type { Result } from "../shared/failure";
import { failed, ok } from "../shared/failure";
import type { Attempt, DeviceCode, SignedIn } from "../shared/protocol";
import type { Identity, Project } from "../shared/secret";
import type { DeviceSignIn, Provider } from "./providers/provider";
import type { CredentialSource, World } from "./world";

/** What a dialog that connects asks of a service before anything is kept. */
export interface SignInHelp {
  /** Tries a credential that is kept nowhere. */
  readonly tryConnection: (attempt: Attempt, signal: AbortSignal) => Promise<Result<Identity>>;
  readonly choices: (
    attempt: Attempt & { readonly of: "projects" | "folders" | "environments" },
    signal: AbortSignal,
  ) => Promise<Result<readonly Project[]>>;
  readonly beginDeviceSignIn: (account: RemoteAccount, signal: AbortSignal) => Promise<Result<DeviceCode>>;
  readonly awaitDeviceSignIn: (handle: string, signal: AbortSignal) => Promise<Result<SignedIn>>;
  /** Tells the service that a credential is not used any more. */
  readonly revoke: (attempt: Attempt, signal: AbortSignal) => Promise<Result<null>>;
}

type SignInWorld = Pick<World, "createProvider" | "beginDeviceSignIn">;

/** Signing in by way of `world`; `credentials` knows what the editor keeps, and hears of what was used up by a question. */
export function createSignInHelp(world: SignInWorld, credentials: CredentialSource): SignInHelp {
  const renewals = createRenewals();
  const withProvider = <T>(attempt: Attempt, ask: (provider: Provider) => Promise<Result<T>>): Promise<Result<T>> =>
    askOnce(world, { attempt, credentials, renewals }, ask);
  // One dialog shows a code at a time: who begins again has turned away from the one before.
  let begun: { readonly handle: string; readonly signIn: DeviceSignIn } | undefined;
  return {
    tryConnection: (attempt, signal) => withProvider(attempt, (provider) => provider.whoAmI(signal)),
    choices: ({ of, ...attempt }, signal) => withProvider(attempt, (provider) => choicesOf(provider, of, signal)),
    beginDeviceSignIn: async (account, signal) => {
      begun = undefined;
      const answer = await world.beginDeviceSignIn(account, signal);
      if (answer.kind === "failed") return answer;
      begun = { handle: randomUUID(), signIn: answer.value };
      return ok({ ...answer.value.code, handle: begun.handle });
    },
    awaitDeviceSignIn: async (handle, signal) => {
      if (begun?.handle !== handle) return failed({ kind: "invalid", message: "This sign-in has ended. Begin again." });
      const { signIn } = begun;
      begun = undefined;
      const result = await signIn.wait(signal);
      return result.kind === "ok" ? ok({ credential: result.value }) : result;
    },
    revoke: (attempt, signal) =>
      withProvider(attempt, (provider) => provider.revoke?.(signal) ?? Promise.resolve(ok(null))),
  };
}

/** What credentials have become that questions used up: the dialog goes on to ask with the one that it began with. */
interface Renewals {
  readonly latest: (credential: Credential) => Credential;
  readonly note: (before: Credential, after: Credential) => void;
}

function createRenewals(): Renewals {
  /** By a digest of what was used up, which itself is forgotten. */
  const after = new Map<string, Credential>();
  return {
    latest: (credential) => after.get(digestOf(credential)) ?? credential,
    note: (before, next) => {
      const [used, latest] = [digestOf(before), digestOf(next)];
      for (const [key, credential] of after) if (digestOf(credential) === used) after.set(key, next);
      after.set(used, next);
      // The newest one leads nowhere, even at a service that gives a token again.
      after.delete(latest);
    },
  };
}

function digestOf(credential: Credential): string {
  return createHash("sha256").update(JSON.stringify(credential)).digest("base64");
}

interface Question {
  readonly attempt: Attempt;
  readonly credentials: CredentialSource;
  readonly renewals: Renewals;
}

/** Asks a provider that is there for this one question. */
async function askOnce<T>(
  world: SignInWorld,
  { attempt, credentials, renewals }: Question,
  ask: (provider: Provider) => Promise<Result<T>>,
): Promise<Result<T>> {
  const latest = () => renewals.latest(attempt.credential);
  const provider = world.createProvider(attempt.account, {
    // What the editor keeps may have been renewed since the dialog began, here or in another window.
    credential: async (account) =>
      (account.session === undefined ? null : await credentials.credential(account)) ?? latest(),
    renewed: (account, next) => {
      renewals.note(latest(), next);
      credentials.renewed(account, next);
    },
  });
  return provider.kind === "ok" ? ask(provider.value) : provider;
}

const none = ok<readonly Project[]>([]);

function choicesOf(
  provider: Provider,
  of: "projects" | "folders" | "environments",
  signal: AbortSignal,
): Promise<Result<readonly Project[]>> {
  switch (of) {
    case "projects":
      return provider.listProjects?.(signal) ?? Promise.resolve(none);
    case "folders":
      return provider.listFolders?.(signal) ?? Promise.resolve(none);
    case "environments":
      return provider.listEnvironments(signal);
  }
}
