import type { Memento } from "vscode";
import type { Account, RemoteAccount } from "../../shared/account";
import { providerDescriptions } from "../../shared/providers";
import type { ActiveAccounts } from "../accounts/activeAccounts";
import type { Sessions } from "../accounts/sessions";
import type { Choices } from "../choices";
import { originOf } from "../endpoint";
import { countsFor } from "../session";
import { isSamePlace } from "../statement";
import type { Questions } from "./questions";

/** What the question needs from its surroundings. */
export interface WantsWorld {
  readonly questions: Pick<Questions, "tell">;
  readonly choices: Pick<Choices, "at" | "said" | "ownFolders">;
  readonly sessions: Pick<Sessions, "all">;
  readonly active: Pick<ActiveAccounts, "at">;
  readonly isTrusted: () => boolean;
  /** Waits until nobody is typing. */
  readonly whenQuiet: () => Promise<void>;
  readonly signIn: (account: RemoteAccount, folder: string | undefined) => Promise<void>;
  readonly workspaceState: Pick<Memento, "get" | "update">;
  readonly globalState: Pick<Memento, "get" | "update">;
}

const askedKey = "askedToSignIn";
const neverKey = "neverSignIn";

/**
 * Asks once whether to sign in to an address that the settings of the workspace name and that the user never signed in to.
 * Whatever the answer is, it is not asked again here; *never* holds everywhere.
 */
export function createWorkspaceWants(world: WantsWorld): () => Promise<void> {
  let asking = Promise.resolve();
  return () => {
    asking = asking.catch(() => undefined).then(() => askForAll(world));
    return asking;
  };
}

async function askForAll(world: WantsWorld): Promise<void> {
  const folders = [undefined, ...Object.keys(world.choices.ownFolders())];
  for (const folder of folders) {
    const account = wanted(world, folder);
    if (account === undefined) continue;
    await world.whenQuiet();
    // Meanwhile somebody may have signed in, or the settings may say something else.
    const still = wanted(world, folder);
    if (still !== undefined && isSamePlace(still, account)) await ask(world, still, folder);
  }
}

/** What the settings name, as long as it counts, nobody is signed in there, and nobody was asked. */
function wanted(world: WantsWorld, folder: string | undefined): RemoteAccount | undefined {
  const { choices, sessions, isTrusted, workspaceState, globalState } = world;
  const { account } = choices.at(folder);
  if (!isTrusted() || account.provider === "embedded" || !isSaid(choices.said(folder).account, account))
    return undefined;
  const place = placeOf(account);
  const answered = [
    ...workspaceState.get<readonly string[]>(askedKey, []),
    ...globalState.get<readonly string[]>(neverKey, []),
  ];
  if (answered.includes(place) || sessions.all().some((session) => countsFor(session, account))) return undefined;
  return account;
}

function isSaid(said: Account | undefined, account: RemoteAccount): boolean {
  return said !== undefined && isSamePlace(said, account);
}

async function ask(world: WantsWorld, account: RemoteAccount, folder: string | undefined): Promise<void> {
  const { questions, signIn, workspaceState, globalState } = world;
  const place = placeOf(account);
  // Remembered first: a question that nobody answers has been asked all the same.
  await workspaceState.update(askedKey, [...workspaceState.get<readonly string[]>(askedKey, []), place]);
  const { label } = providerDescriptions[account.provider];
  const answer = await questions.tell(
    "information",
    `This workspace wants names of secrets from ${account.endpoint} (${label}).`,
    "Sign In",
    "Not Now",
    "Never for This Address",
  );
  if (answer === "Sign In") await signIn(account, folder);
  if (answer === "Never for This Address")
    await globalState.update(neverKey, [...globalState.get<readonly string[]>(neverKey, []), place]);
}

function placeOf({ provider, endpoint }: RemoteAccount): string {
  return `${provider} ${originOf(endpoint)}`;
}
