import type { RemoteAccount } from "../../shared/account";
import { timeInWords } from "../../shared/age";
import type { FailureKind } from "../../shared/failure";
import { commandIds, manageTrustId } from "../../shared/ids";
import type { CatalogStatus, SecretRow, Snapshot } from "../../shared/protocol";
import { isMissingRequired } from "../flows/rows";
import {
  activeEnvironmentName,
  environmentName,
  environmentWord,
  listed,
  placeInWords,
  serviceName,
  whereOf,
} from "../flows/words";

/** What stands before a row: a codicon, and a color of the theme where it has to stand out. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/** A command behind a row or in it. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly arguments?: readonly unknown[];
}

interface Row {
  readonly label: string;
  /** Stands dimmed behind the label. */
  readonly words: string;
  readonly icon: Icon;
  /** Lines of plain text. */
  readonly tooltip: readonly string[];
  /** What a screen reader says. */
  readonly spoken: string;
  readonly action: Action;
  /** What `package.json` shows menus for. */
  readonly context: string;
}

/** A row of the tree. There is no room for a value in it. */
export type TreeNode =
  | (Row & { readonly kind: "account" })
  | (Row & { readonly kind: "status" })
  | (Row & { readonly kind: "secret"; readonly row: SecretRow });

/** What the tree is made of. */
export interface TreeInput {
  /** Undefined while the server has not answered. */
  readonly snapshot: Snapshot | undefined;
  readonly server: "starting" | "running" | "restarting";
  /** The accounts that names would come from if the workspace were trusted. */
  readonly heldBack: readonly RemoteAccount[];
  /** Whether a folder is open that a manifest could be for. */
  readonly hasFolder: boolean;
  readonly now: Date;
}

/** The rows of the tree from top to bottom. None at all means that the account is known to be empty. */
export function treeNodes(input: TreeInput): readonly TreeNode[] {
  const { snapshot, server, heldBack, hasFolder, now } = input;
  if (!snapshot) return [serverNode(server)];
  if (isEmpty(snapshot, heldBack)) return [];
  return [
    accountNode(snapshot, now),
    ...statusNodes(snapshot, input),
    ...(snapshot.notice === "" ? [] : [noticeNode(snapshot)]),
    ...(snapshot.hasManifest || !hasFolder ? [] : [manifestOffer]),
    ...sorted(snapshot).map((row) => secretNode(row, snapshot)),
  ];
}

/** Whether the account is known to hold no name, nobody declares one, and no other account waits for trust. */
export function isEmpty({ status, rows }: Snapshot, heldBack: TreeInput["heldBack"]): boolean {
  return status.kind === "complete" && rows.length === 0 && heldBack.length === 0;
}

/** The state of a name in words, for the tree and for lists to choose from. */
export function stateInWords(row: SecretRow, snapshot: Snapshot): string {
  return [
    storedInWords(row, snapshot),
    row.managed ? "managed" : "",
    row.visibility === "restricted" ? "restricted" : "",
    row.declared === "no" && row.stored !== "missing" && anyDeclared(snapshot) ? "not declared" : "",
    row.declared === "optional" && row.stored !== "missing" ? "optional" : "",
  ]
    .filter((word) => word !== "")
    .join(" · ");
}

/** Where no manifest declares anything, that a name is not declared says nothing. */
function anyDeclared({ rows }: Snapshot): boolean {
  return rows.some(({ declared }) => declared !== "no");
}

function storedInWords(row: SecretRow, snapshot: Snapshot): string {
  switch (row.stored) {
    case "set":
      return "set";
    case "default":
      return "set by default";
    case "unknown":
      return "state unknown";
    case "missing":
      if (row.declared === "required") return "missing";
      if (row.declared === "optional") return "not set, optional";
      return `not set in ${activeEnvironmentName(snapshot)}`;
  }
}

/** What is missing first, then by name. */
function sorted({ rows }: Snapshot): readonly SecretRow[] {
  const rank = (row: SecretRow): number => (isMissingRequired(row) ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** Without a manifest nothing can be called undeclared or missing: one row says so, and nothing else does. */
const manifestOffer: TreeNode = status(
  "No manifest says what this project needs",
  "Create one from the code",
  { id: "lightbulb" },
  { id: commandIds.createManifest, title: "Create Manifest…" },
);

function serverNode(server: TreeInput["server"]): TreeNode {
  const label = server === "restarting" ? "The language server is restarting…" : "Loading secrets…";
  return status(label, "", { id: "loading~spin" }, { id: commandIds.showLog, title: "Show Log" });
}

function accountNode(snapshot: Snapshot, now: Date): TreeNode {
  const environment = activeEnvironmentName(snapshot);
  const word = environmentWord(snapshot);
  const { identity } = snapshot;
  return {
    kind: "account",
    label: snapshot.accountName,
    words: environment,
    icon: { id: snapshot.account.provider === "embedded" ? "database" : "cloud" },
    tooltip: [
      `Account: ${accountInWords(snapshot)}`,
      ...(identity
        ? [`Signed in as ${identity.name}${identity.project === "" ? "" : `, project ${identity.project}`}`]
        : []),
      `Active ${word}: ${environment}`,
      ...checked(snapshot, now),
      `Click to switch the ${word}.`,
    ],
    spoken: `Account ${snapshot.accountName}, active ${word} ${environment}. Switches the ${word}.`,
    action: { id: commandIds.selectEnvironment, title: "Select Environment…" },
    context: snapshot.account.provider === "embedded" ? "account" : "account.remote",
  };
}

/** The account and the place in it, as they were chosen. */
function accountInWords(snapshot: Snapshot): string {
  const { account, accountName } = snapshot;
  if (account.provider === "embedded") return accountName;
  const { project = "", folder = "" } = account;
  const words = [serviceName(snapshot), accountName, project, folder];
  return words.filter((word) => word !== "").join(" · ");
}

/** What the user should know of the service stays in sight. */
function noticeNode(snapshot: Snapshot): TreeNode {
  const retry: Action = { id: commandIds.refresh, title: "Refresh" };
  return status(`About ${serviceName(snapshot)}`, snapshot.notice, { id: "info" }, retry);
}

/** When the names that are shown were listed, in words. */
export function checked({ checkedAt }: Snapshot, now: Date): readonly string[] {
  const time = timeInWords(checkedAt, now);
  return time === "" ? [] : [`Names were listed ${time}`];
}

/** What is not known of the names, as a row with words and something to do about it. */
function statusNodes(snapshot: Snapshot, { heldBack, now }: TreeInput): readonly TreeNode[] {
  const own = nodeOfStatus(snapshot.status, snapshot, now);
  return [...(heldBack.length > 0 ? [untrustedNode(heldBack)] : []), ...(own ? [own] : [])];
}

function nodeOfStatus(state: CatalogStatus, snapshot: Snapshot, now: Date): TreeNode | undefined {
  const warning: Icon = { id: "warning", color: "list.warningForeground" };
  const retry: Action = { id: commandIds.refresh, title: "Retry" };
  const asOf = checked(snapshot, now)
    .map((words) => `${words} · `)
    .join("");
  switch (state.kind) {
    case "complete":
      return undefined;
    case "partial":
      return status("Not all names are known", `${state.reason} · Retry`, warning, retry);
    case "failed":
      if (state.failure.kind === "unauthorized")
        return status("Sign in again", `${state.failure.message} · ${asOf}Sign in`, warning, signIn(snapshot));
      return status(failedInWords(state, now), `${state.failure.message} · ${asOf}Retry`, warning, retry);
    case "unknown":
      if (state.reason === "loading")
        return status("Loading secrets…", asOf.slice(0, -3), { id: "loading~spin" }, retry);
      // What is held back has a row of its own, whichever folder is in view.
      if (state.reason === "untrusted") return undefined;
      return status(`Signed out of ${snapshot.accountName}`, "Sign in", { id: "sign-in" }, signIn(snapshot));
  }
}

/** What the failure comes to for whoever looks at the names. */
export function failedInWords(
  { failure, retryAt = "" }: Extract<CatalogStatus, { readonly kind: "failed" }>,
  now: Date,
): string {
  const pause = retryAt === "" ? "The service asks for a pause" : `Waiting, tried again ${timeInWords(retryAt, now)}`;
  const words: Partial<Record<FailureKind, string>> = {
    unauthorized: "Sign in again",
    forbidden: "Not allowed to list the names",
    notFound: "Not found",
    rateLimited: pause,
  };
  return words[failure.kind] ?? "Names could not be read";
}

/** The way back in to the account that is shown. */
export function signIn(snapshot: Snapshot): Action {
  const { account } = snapshot;
  const given = account.provider === "embedded" ? {} : { arguments: [{ account, ...whereOf(snapshot) }] };
  return { id: commandIds.connect, title: "Sign in", ...given };
}

/** Whoever decides about trust has to know where names would come from. */
function untrustedNode(heldBack: TreeInput["heldBack"]): TreeNode {
  return status(
    "Restricted Mode",
    `${listed(heldBack.map(placeInWords))} ${heldBack.length === 1 ? "is" : "are"} contacted once this workspace is trusted · Manage trust`,
    { id: "shield" },
    { id: manageTrustId, title: "Manage Workspace Trust" },
  );
}

function status(label: string, words: string, icon: Icon, action: Action): TreeNode {
  const told = words === "" ? label : `${label}: ${words}`;
  return { kind: "status", label, words, icon, tooltip: [told], spoken: aloud(told), action, context: "status" };
}

/** The dots part what is seen; some screen readers say each of them. */
export function aloud(words: string): string {
  return words.replaceAll(". · ", ". ").replaceAll(" · ", ", ");
}

function secretNode(row: SecretRow, snapshot: Snapshot): TreeNode {
  const words = stateInWords(row, snapshot);
  const own = listed(row.environments.map((id) => environmentName(snapshot.environments, id)));
  return {
    kind: "secret",
    row,
    label: row.name,
    words,
    icon: iconOf(row),
    tooltip: [
      row.name,
      ...(row.description === "" ? [] : [row.description]),
      `In ${activeEnvironmentName(snapshot)}: ${words}`,
      ...(own === "" ? [] : [`Has a value of its own in ${own}`]),
      ...(row.hasDefault ? ["Has a default value for all environments"] : []),
      ...(row.type === "" ? [] : [`Type: ${row.type}`]),
      ...(row.updatedAt === "" ? [] : [`Last changed on ${row.updatedAt.slice(0, 10)}`]),
      "Click to insert a reference.",
    ],
    spoken: [row.name, aloud(words), ...(row.description === "" ? [] : [row.description])].join(", "),
    action: { id: commandIds.insertReference, title: "Insert Reference", arguments: [{ name: row.name }] },
    context: contextOf(row),
  };
}

function iconOf(row: SecretRow): Icon {
  if (row.stored === "unknown") return { id: "question" };
  if (row.stored === "missing") {
    if (row.declared === "required") return { id: "warning", color: "list.warningForeground" };
    return { id: row.declared === "optional" ? "circle-outline" : "circle-slash" };
  }
  if (row.managed) return { id: "lock" };
  return { id: row.visibility === "restricted" ? "shield" : "key", color: "testing.iconPassed" };
}

/** `set`: can get a value in this environment; `edit`: is stored and ours to change. */
function contextOf(row: SecretRow): string {
  const stored = row.hasDefault || row.environments.length > 0 || row.etag !== "";
  const words = ["secret"];
  if (!row.managed && row.stored === "missing") words.push("set");
  if (!row.managed && stored) words.push("edit");
  return words.join(".");
}
