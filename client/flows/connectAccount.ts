import type { Account, RemoteAccount } from "../../shared/account";
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
import { runSteps } from "./steps";

/** Connects the workspace to an account, from the service to the environment. One that is given is signed in to again. */
export async function connectAccount(world: ConnectWorld, given?: Account, folder?: string): Promise<void> {
  if (given === undefined || given.provider === "embedded")
    return connect(world, { ...blank, sharing: onlyForMe(world.folder) }, 0);
  if (!world.isTrusted()) {
    void world.questions.tell(
      "warning",
      "In Restricted Mode no remote account is contacted. Trust this workspace first.",
    );
    return;
  }
  const steps = stepsOf(world);
  const where = folder ?? folderOf(world, given);
  const { environment } = world.choices.at(where);
  const known = world.sessions.at(given);
  const state = { ...stateFor(given, environment, known), sharing: onlyForMe(where) };
  await connect(
    world,
    state,
    steps.findIndex(({ applies }) => applies?.(state) ?? true),
  );
}

function onlyForMe(folder: string | undefined): Sharing {
  return { shared: false, ...(folder === undefined ? {} : { folder }) };
}

/** The folder whose account it is, where it is not that of the window. */
function folderOf({ choices }: ConnectWorld, account: Account): string | undefined {
  if (isSamePlace(choices.at().account, account)) return undefined;
  return Object.entries(choices.ownFolders()).find(([, own]) => isSamePlace(own.account, account))?.[0];
}

function stepsOf(world: ConnectWorld) {
  return [...whereSteps(world), ...howSteps(world), ...scopeSteps(world), shareStep(world)];
}

async function connect(world: ConnectWorld, initial: ConnectState, start: number): Promise<void> {
  const state = await runSteps(stepsOf(world), initial, start);
  if (state === undefined) return;
  const entered = enteredHere(state);
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
  const { session, credential, identity, editorAccount } = entered;
  if (session !== undefined) return { session, lasts: true, wasLost: false };
  const kind: SessionKind =
    editorAccount === undefined ? { kind: credential.kind } : { kind: "editor", account: editorAccount };
  const { provider, endpoint } = account;
  const label = identity.name === "" ? hostOf(endpoint) : identity.name;
  const renews = state.known === undefined ? {} : { renews: state.known.id };
  return sessions.keep({ provider, endpoint, label, kind, credential, ...renews });
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
