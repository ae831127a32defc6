import { randomUUID } from "node:crypto";
import type { RemoteAccount } from "../shared/account";
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

/** Signing in by way of `world`; `renewed` hears of a credential that was used up by a question. */
export function createSignInHelp(world: World, renewed: CredentialSource["renewed"]): SignInHelp {
  const withProvider = <T>(attempt: Attempt, ask: (provider: Provider) => Promise<Result<T>>): Promise<Result<T>> =>
    askOnce(world, { attempt, renewed }, ask);
  const waiting = new Map<string, DeviceSignIn>();
  return {
    tryConnection: (attempt, signal) => withProvider(attempt, (provider) => provider.whoAmI(signal)),
    choices: ({ of, ...attempt }, signal) => withProvider(attempt, (provider) => choicesOf(provider, of, signal)),
    beginDeviceSignIn: async (account, signal) => {
      const begun = await world.beginDeviceSignIn(account, signal);
      if (begun.kind === "failed") return begun;
      const handle = randomUUID();
      waiting.set(handle, begun.value);
      return ok({ ...begun.value.code, handle });
    },
    awaitDeviceSignIn: async (handle, signal) => {
      const signIn = waiting.get(handle);
      if (signIn === undefined) return failed({ kind: "invalid", message: "This sign-in has ended. Begin again." });
      waiting.delete(handle);
      const result = await signIn.wait(signal);
      return result.kind === "ok" ? ok({ credential: result.value }) : result;
    },
    revoke: (attempt, signal) =>
      withProvider(attempt, (provider) => provider.revoke?.(signal) ?? Promise.resolve(ok(null))),
  };
}

/** Asks a provider that is there for this one question. */
async function askOnce<T>(
  world: World,
  { attempt, renewed }: { readonly attempt: Attempt; readonly renewed: CredentialSource["renewed"] },
  ask: (provider: Provider) => Promise<Result<T>>,
): Promise<Result<T>> {
  let { credential } = attempt;
  const provider = world.createProvider(attempt.account, {
    credential: () => Promise.resolve(credential),
    renewed: (account, next) => {
      credential = next;
      renewed(account, next);
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
