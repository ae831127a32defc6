import type { Account, Credential, RemoteAccount } from "../../shared/account";
import type { Attempt } from "../../shared/protocol";
import { providerDescriptions } from "../../shared/providers";
import { revoke } from "../accounts/endSession";
import type { KeptSession } from "../accounts/sessions";
import { hostOf } from "../endpoint";
import type { SessionKind } from "../session";
import { countsFor } from "../session";
import { isSamePlace } from "../statement";
import { howSteps } from "./connect/how";
import { scopeSteps } from "./connect/scope";
import { share, shareStep } from "./connect/share";
import type { ConnectState, ConnectWorld, Entered, Sharing } from "./connect/state";
import { accountOf, blank, enteredHere, stateFor } from "./connect/state";
import { whereSteps } from "./connect/where";
import { deciding, runSteps } from "./steps";
import { tellRestricted } from "./trust";

/** Connects the workspace to an account, from the service to the environment. One that is given is signed in to again. */
export async function connectAccount(world: ConnectWorld, given?: Account, folder?: string): Promise<void> {
  if (given === undefined || given.provider === "embedded")
    return connect(world, { ...blank, sharing: onlyForMe(world.folder) });
  if (!world.isTrusted()) {
    void tellRestricted(world);
    return;
  }
  const where = folder ?? folderOf(world, given);
  const { environment } = world.choices.at(where);
  const known = world.sessions.at(given);
  await connect(world, { ...stateFor(given, environment, known), sharing: onlyForMe(where) });
}

function onlyForMe(folder: string | undefined): Sharing {
  return { shared: false, ...(folder === undefined ? {} : { folder }) };
}

/** The folder whose account it is, where it is not that of the window. */
function folderOf({ choices }: ConnectWorld, account: Account): string | undefined {
  if (isSamePlace(choices.at().account, account)) return undefined;
  return Object.entries(choices.ownFolders()).find(([, own]) => isSamePlace(own.account, account))?.[0];
}

async function connect(world: ConnectWorld, initial: ConnectState): Promise<void> {
  const begun: Attempt[] = [];
  const how = howSteps(world, (attempt) => begun.push(attempt));
  const steps = [...[...whereSteps(world), ...how].map(deciding), ...scopeSteps(world), shareStep(world)];
  const start = steps.findIndex(({ applies }) => applies?.(initial) ?? true);
  const state = await runSteps(steps, initial, start);
  const entered = state && enteredHere(state);
  // What nobody keeps would let in whoever finds it, and would stand in the service's list of sign-ins for ever.
  for (const attempt of begun) if (attempt.credential !== entered?.credential) revoke(world.server, attempt);
  if (state === undefined) return;
  const account = accountOf(state);
  if (state.target.kind === "embedded") await useEmbedded(world, state.sharing.folder);
  else if (account !== undefined && entered !== undefined) await accept(world, { state, account, entered });
}

async function useEmbedded({ active, choices, questions }: ConnectWorld, folder: string | undefined): Promise<void> {
  await active.inOneGo(() => choices.selectAccount({ provider: "embedded" }, folder));
  questions.mention("Names come from the embedded store.");
}

interface Accepted {
  readonly state: ConnectState;
  readonly account: RemoteAccount;
  readonly entered: Entered;
}

/** Keeps the sign-in, and makes the account the one that counts. */
async function accept(world: ConnectWorld, accepted: Accepted): Promise<void> {
  const { active, choices, questions } = world;
  const { state, account, entered } = accepted;
  const kept = await keptSession(world, accepted);
  const { replaced } = kept;
  // Another token of the user's may be of use elsewhere; what the browser gave was for us alone.
  if (replaced?.kind === "oauth" && !isSameCredential(replaced, entered))
    revoke(world.server, { account, credential: replaced });
  const { folder } = state.sharing;
  const refusal = await active.inOneGo(async () => {
    await choices.rememberPlace({ provider: account.provider, endpoint: account.endpoint });
    const stands = await share(world, state);
    await choices.selectAccount({ ...account, session: kept.session.id }, folder);
    if (state.environment !== "") await choices.selectEnvironment(state.environment, folder);
    active.reopen((open) => countsFor(kept.session, open));
    return stands;
  });
  if (refusal !== undefined)
    void questions.tell("warning", `Nothing was shared: this counts for you alone. ${refusal}`);
  void questions.tell(kept.lasts ? "information" : "warning", connectedWords(account, entered, kept));
}

async function keptSession({ sessions }: ConnectWorld, { state, account, entered }: Accepted): Promise<KeptSession> {
  const { session, credential, editorAccount } = entered;
  if (session !== undefined) return { session, lasts: true, wasLost: false };
  const kind: SessionKind =
    editorAccount === undefined ? { kind: credential.kind } : { kind: "editor", account: editorAccount };
  const { provider, endpoint } = account;
  const label = labelOf(account, entered);
  const renews = state.known === undefined ? {} : { renews: state.known.id };
  return sessions.keep({ provider, endpoint, label, kind, credential, ...renews });
}

function isSameCredential(replaced: Credential, { credential }: Entered): boolean {
  return JSON.stringify(replaced) === JSON.stringify(credential);
}

/** Whoever signs in with the browser may do so for several teams, where the sign-in itself decides about the team. */
function labelOf({ provider, endpoint }: RemoteAccount, { credential, identity: { name, project } }: Entered): string {
  const who = name === "" ? hostOf(endpoint) : name;
  const isForTeam = credential.kind === "oauth" && providerDescriptions[provider].project === undefined;
  return isForTeam && project !== "" ? `${who}, ${project}` : who;
}

function connectedWords({ endpoint }: RemoteAccount, { identity }: Entered, { lasts, wasLost }: KeptSession): string {
  const as = identity.name === "" ? "" : ` as ${identity.name}`;
  return [
    `Connected to ${hostOf(endpoint)}${as}.`,
    ...(identity.canWrite ? [] : ["This sign-in may read names, not write."]),
    ...(lasts ? [] : ["The editor has no key ring to keep it in: it lasts until this window is closed."]),
    ...(lasts && wasLost ? ["The editor had lost the sign-in before, as it does where there is no key ring."] : []),
  ].join(" ");
}
