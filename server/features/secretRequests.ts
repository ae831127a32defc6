import type { Account } from "../../shared/account";
import type { Result } from "../../shared/failure";
import { failed } from "../../shared/failure";
import type { ValueSource } from "../../shared/protocol";
import {
  addEnvironmentRequest,
  awaitDeviceSignInRequest,
  beginDeviceSignInRequest,
  changedNotification,
  checkNameRequest,
  choicesRequest,
  createRequest,
  deleteEnvironmentRequest,
  deleteRequest,
  focusNotification,
  foldersNotification,
  heldBackNotification,
  preflightRequest,
  refreshRequest,
  renewedElsewhereNotification,
  revokeRequest,
  selectAccountNotification,
  selectEnvironmentNotification,
  signedOutNotification,
  snapshotRequest,
  tryConnectionRequest,
  updateRequest,
} from "../../shared/protocol";
import type { Target } from "../../shared/secret";
import { refusalOf } from "../accounts";
import type { Catalog } from "../catalog";
import { nameProblem } from "../analysis/nameProblem";
import type { Feature, Parts } from "./feature";
import { answer, listen } from "./messages";
import { snapshotOf } from "./snapshot";

/** The messages of our own editor side: the tree's snapshot, everything that writes, and signing in. */
export const secretRequests: Feature = {
  capabilities: () => ({}),
  register: (parts) => {
    registerReading(parts);
    registerWriting(parts);
    registerChoosing(parts);
    registerSignIn(parts);
  },
};

function registerReading(parts: Parts): void {
  const { accounts, connection, declarations, spared } = parts;
  const tell = (): void => void connection.sendNotification(changedNotification.method, {});
  accounts.onDidChange(tell);
  declarations.onDidChange(tell);
  spared.onDidChange(tell);
  answer(parts, snapshotRequest, ({ folder }) => snapshotOf(parts, folder));
  answer(parts, refreshRequest, async ({ folder }, signal) => {
    await whileWanted(accounts.at(folder).catalog?.refresh(signal), signal);
    return snapshotOf(parts, folder);
  });
  answer(parts, preflightRequest, ({ folder }, signal) => parts.preflight.check(folder, signal));
  answer(parts, checkNameRequest, ({ folder, name }) => {
    const { catalog, state } = accounts.at(folder);
    const taken = state.secrets.has(name);
    return catalog === undefined ? null : (nameProblem(name, catalog.capabilities, taken) ?? null);
  });
}

const everywhere: Target = { kind: "default" };

function registerWriting(parts: Parts): void {
  const { world } = parts;
  const textOf = (value: ValueSource): string => (value.kind === "given" ? value.value : world.generateValue());
  answer(parts, createRequest, ({ folder, account, value, ...secret }, signal) =>
    withCatalog(parts, { folder, account }, (catalog) => catalog.create({ ...secret, value: textOf(value) }, signal)),
  );
  answer(parts, updateRequest, ({ folder, account, value, target = everywhere, ...change }, signal) =>
    withCatalog(parts, { folder, account }, (catalog) =>
      catalog.update(value === undefined ? change : { ...change, value: { text: textOf(value), target } }, signal),
    ),
  );
  answer(parts, deleteRequest, ({ folder, account, ...deletion }, signal) =>
    withCatalog(parts, { folder, account }, (catalog) => catalog.delete(deletion, signal)),
  );
  answer(parts, addEnvironmentRequest, ({ name, ...destination }, signal) =>
    withCatalog(parts, destination, (catalog) => catalog.addEnvironment(name, signal)),
  );
  answer(parts, deleteEnvironmentRequest, ({ id, ...destination }, signal) =>
    withCatalog(parts, destination, (catalog) => catalog.deleteEnvironment(id, signal)),
  );
}

function registerChoosing(parts: Parts): void {
  const { accounts, world } = parts;
  listen(parts, selectEnvironmentNotification, ({ environment, folder }) => {
    accounts.selectEnvironment(environment, folder);
  });
  listen(parts, selectAccountNotification, ({ account, folder }) => {
    accounts.select(account, folder);
  });
  listen(parts, foldersNotification, ({ folders }) => {
    accounts.setFolders(folders);
  });
  listen(parts, heldBackNotification, ({ isHeldBack }) => {
    accounts.holdBack(isHeldBack);
  });
  listen(parts, focusNotification, ({ focused }) => {
    accounts.setFocused(focused);
  });
  listen(parts, renewedElsewhereNotification, ({ session }) => {
    accounts.retry(session);
  });
  listen(parts, signedOutNotification, ({ account }) => void world.names.forget(account));
}

function registerSignIn(parts: Parts): void {
  const { signIn } = parts;
  answer(parts, tryConnectionRequest, (attempt, signal) => signIn.tryConnection(attempt, signal));
  answer(parts, choicesRequest, (attempt, signal) => signIn.choices(attempt, signal));
  answer(parts, beginDeviceSignInRequest, ({ account }, signal) => signIn.beginDeviceSignIn(account, signal));
  answer(parts, awaitDeviceSignInRequest, ({ handle }, signal) => signIn.awaitDeviceSignIn(handle, signal));
  answer(parts, revokeRequest, (attempt, signal) => signIn.revoke(attempt, signal));
}

async function withCatalog<T>(
  { accounts }: Parts,
  { folder, account: meant }: { readonly folder?: string | undefined; readonly account?: Account | undefined },
  act: (catalog: Catalog) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { account, catalog, state } = accounts.at(folder);
  if (meant !== undefined && !isMeant(meant, account)) return elsewhere;
  if (catalog === undefined) return failed(refusalOf(state));
  const result = await act(catalog);
  const { catalog: since } = accounts.at(folder);
  // Opened anew meanwhile, as when another window signs in, it may have listed its names before.
  if (since !== catalog) void since?.refreshAfterWrite();
  return result;
}

/** Whoever signed in where nobody was goes on; somebody else has other rights, or is in another team. */
function isMeant(meant: Account, account: Account): boolean {
  const [one, other] = [sessionOf(meant), sessionOf(account)];
  return placeOf(meant) === placeOf(account) && (one === undefined || other === undefined || one === other);
}

function placeOf(account: Account): string {
  return JSON.stringify(account, (key, value: unknown) => (key === "session" ? undefined : value));
}

function sessionOf(account: Account): string | undefined {
  return account.provider === "embedded" ? undefined : account.session;
}

const elsewhere = failed({
  kind: "unavailable",
  message: "Another account counts here by now. Nothing was sent to it: close this and begin again.",
});

/** Waits for what goes on for others as well, but no longer than somebody wants that. */
function whileWanted(work: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => {
      resolve();
    });
    Promise.resolve(work).then(resolve, reject);
  });
}
