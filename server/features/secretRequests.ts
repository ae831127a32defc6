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
  preflightRequest,
  refreshRequest,
  revokeRequest,
  selectAccountNotification,
  selectEnvironmentNotification,
  signedOutNotification,
  snapshotRequest,
  tryConnectionRequest,
  updateRequest,
} from "../../shared/protocol";
import type { Target } from "../../shared/secret";
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
  const { accounts, connection, declarations } = parts;
  const tell = (): void => void connection.sendNotification(changedNotification.method, {});
  accounts.onDidChange(tell);
  declarations.onDidChange(tell);
  answer(parts, snapshotRequest, ({ folder }) => snapshotOf(parts, folder));
  answer(parts, refreshRequest, async ({ folder }) => {
    await accounts.at(folder).catalog?.refresh();
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
  answer(parts, createRequest, ({ folder, value, ...secret }, signal) =>
    withCatalog(parts, folder, (catalog) => catalog.create({ ...secret, value: textOf(value) }, signal)),
  );
  answer(parts, updateRequest, ({ folder, value, target = everywhere, ...change }, signal) =>
    withCatalog(parts, folder, (catalog) =>
      catalog.update(value === undefined ? change : { ...change, value: { text: textOf(value), target } }, signal),
    ),
  );
  answer(parts, deleteRequest, ({ folder, ...deletion }, signal) =>
    withCatalog(parts, folder, (catalog) => catalog.delete(deletion, signal)),
  );
  answer(parts, addEnvironmentRequest, ({ folder, name }, signal) =>
    withCatalog(parts, folder, (catalog) => catalog.addEnvironment(name, signal)),
  );
  answer(parts, deleteEnvironmentRequest, ({ folder, id }, signal) =>
    withCatalog(parts, folder, (catalog) => catalog.deleteEnvironment(id, signal)),
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
  listen(parts, focusNotification, ({ focused }) => {
    accounts.setFocused(focused);
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

function withCatalog<T>(
  { accounts }: Parts,
  folder: string | undefined,
  act: (catalog: Catalog) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { catalog, state } = accounts.at(folder);
  if (catalog !== undefined) return act(catalog);
  return Promise.resolve(
    state.status.kind === "failed"
      ? state.status
      : failed({ kind: "unavailable", message: "The account is not ready yet. Try again in a moment." }),
  );
}
