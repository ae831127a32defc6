import type { Credential, RemoteAccount, RemoteProviderId } from "../../../shared/account";
import type { Attempt } from "../../../shared/protocol";
import type { ProviderDescription, SignIn } from "../../../shared/providers";
import { providerDescriptions } from "../../../shared/providers";
import type { Identity, Project } from "../../../shared/secret";
import type { ActiveAccounts } from "../../accounts/activeAccounts";
import type { EditorAccounts } from "../../accounts/editorAccounts";
import type { Sessions } from "../../accounts/sessions";
import type { Choices } from "../../choices";
import { hostOf, originOf } from "../../endpoint";
import type { Server } from "../../languageClient";
import type { EditorAccount, Session } from "../../session";
import { withScope } from "../../statement";
import type { Questions } from "../questions";
import type { TrustWorld } from "../trust";

/** What the dialog needs from its surroundings. */
export interface ConnectWorld extends TrustWorld {
  readonly questions: Questions;
  readonly server: Pick<Server, "attempt" | "notify">;
  readonly sessions: Sessions;
  readonly editorAccounts: Pick<EditorAccounts, "signIn" | "token">;
  readonly choices: Choices;
  readonly active: Pick<ActiveAccounts, "at" | "reopen" | "inOneGo">;
  /** In Restricted Mode nothing goes out to a network. */
  readonly isTrusted: () => boolean;
  /** The folder that the user works in, where another account counts for it than for the window. */
  readonly folder: string | undefined;
  /** The folders of the workspace; none when a single file is open. */
  readonly workspaceFolders: () => readonly { readonly name: string; readonly uri: string }[];
  /**
   * Writes what everybody may know of the account into the settings of the workspace, or of one of its folders; gives what stands
   * in the way, as a sentence.
   */
  readonly share: (
    settings: Readonly<Record<string, string>>,
    folder: string | undefined,
  ) => Promise<string | undefined>;
}

/** Everything that was answered so far. What was typed is kept until the dialog ends, for the address that it was typed for. */
export interface ConnectState {
  readonly target: Target;
  /** Empty until it is known. */
  readonly endpoint: string;
  /** The user has an address of their own. */
  readonly ownAddress: boolean;
  /** The sign-in that was chosen from those that are known, even where it does not work any more. */
  readonly known: Session | undefined;
  readonly signIn: SignIn | undefined;
  readonly typed: Typed;
  readonly entered: Entered | undefined;
  readonly projects: readonly Project[];
  readonly project: string;
  readonly folders: readonly Project[];
  readonly folder: string;
  readonly environments: readonly Project[];
  /** Empty until it is known. */
  readonly environment: string;
  /** Signing in again to an account that is known: neither its place nor what is chosen there is asked for. */
  readonly again: boolean;
  readonly sharing: Sharing;
}

/** Where names are to come from. */
export type Target =
  | { readonly kind: "nothing" }
  | { readonly kind: "embedded" }
  | { readonly kind: "remote"; readonly id: RemoteProviderId };

/** What was typed to sign in, and the only address it goes to. */
export interface Typed {
  readonly place: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly profile: string;
}

/** A way in that the service has accepted, for the place that it was accepted at. */
export interface Entered {
  readonly place: string;
  readonly credential: Credential;
  readonly identity: Identity;
  /** The sign-in that is kept already. */
  readonly session?: Session;
  readonly editorAccount?: EditorAccount;
}

/** Whom the choice is for. */
export interface Sharing {
  readonly shared: boolean;
  readonly folder?: string;
}

/** Nothing is answered yet. */
export const blank: ConnectState = {
  target: { kind: "nothing" },
  endpoint: "",
  ownAddress: false,
  known: undefined,
  signIn: undefined,
  typed: { place: "", token: "", clientId: "", clientSecret: "", profile: "" },
  entered: undefined,
  projects: [],
  project: "",
  folders: [],
  folder: "",
  environments: [],
  environment: "",
  again: false,
  sharing: { shared: false },
};

/** Another service is another story, but for what was typed and whom it is for. */
export function afresh({ typed, sharing }: ConnectState): ConnectState {
  return { ...blank, typed, sharing };
}

/** What all questions of this dialog are headed with. */
export const title = "Connect";

/** The service, once one is chosen. */
export function descriptionOf({ target }: ConnectState): ProviderDescription | undefined {
  return target.kind === "remote" ? providerDescriptions[target.id] : undefined;
}

/** The account as far as it is chosen; undefined while there is no address. */
export function accountOf({ target, endpoint, project, folder, entered }: ConnectState): RemoteAccount | undefined {
  if (target.kind !== "remote" || endpoint === "") return undefined;
  const session = entered?.session;
  const account = withScope({ provider: target.id, endpoint }, project, folder);
  return session === undefined ? account : { ...account, session: session.id };
}

/** The account together with the credential that was accepted there. */
export function attemptOf(state: ConnectState): Attempt | undefined {
  const account = accountOf(state);
  const entered = enteredHere(state);
  return account && entered && { account, credential: entered.credential };
}

/** A service at an origin: what a credential is typed for. */
export function placeOf({ target, endpoint }: ConnectState): string {
  return target.kind === "remote" && endpoint !== "" ? `${target.id} ${originOf(endpoint)}` : "";
}

/** What was typed, if it was for this very place. */
export function typedHere(state: ConnectState): Typed {
  const place = placeOf(state);
  return state.typed.place === place ? state.typed : { ...blank.typed, place };
}

/** What was accepted, if it was at this very place. */
export function enteredHere(state: ConnectState): Entered | undefined {
  return state.entered?.place === placeOf(state) ? state.entered : undefined;
}

/** How the place is called where there is little room. */
export function placeName(state: ConnectState): string {
  return state.endpoint === "" ? "" : hostOf(state.endpoint);
}

/** Where to begin when an account is given. */
export function stateFor(account: RemoteAccount, environment: string, known: Session | undefined): ConnectState {
  const { provider, endpoint, project = "", folder = "" } = account;
  const target = { kind: "remote", id: provider } as const;
  return { ...blank, target, endpoint, project, folder, environment, known, again: true };
}
