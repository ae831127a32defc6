import type { Result } from "../../shared/failure";
import { failed } from "../../shared/failure";
import type { ValueSource } from "../../shared/protocol";
import {
  addEnvironmentRequest,
  changedNotification,
  checkNameRequest,
  createRequest,
  deleteEnvironmentRequest,
  deleteRequest,
  refreshRequest,
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

/** The messages of our own editor side: the tree's snapshot, and everything that writes. */
export const secretRequests: Feature = {
  capabilities: () => ({}),
  register: (parts) => {
    registerReading(parts);
    registerWriting(parts);
    registerChoosing(parts);
  },
};

function registerReading(parts: Parts): void {
  const { active, connection, declarations } = parts;
  const tell = (): void => void connection.sendNotification(changedNotification.method, {});
  active.onDidChange(tell);
  declarations.onDidChange(tell);
  answer(parts, snapshotRequest, () => snapshotOf(parts));
  answer(parts, refreshRequest, async () => {
    await active.catalog()?.refresh();
    return snapshotOf(parts);
  });
  answer(parts, checkNameRequest, ({ name }) => {
    const catalog = active.catalog();
    const taken = active.state().secrets.has(name);
    return catalog === undefined ? null : (nameProblem(name, catalog.capabilities, taken) ?? null);
  });
}

const everywhere: Target = { kind: "default" };

function registerWriting(parts: Parts): void {
  const { world } = parts;
  const textOf = (value: ValueSource): string => (value.kind === "given" ? value.value : world.generateValue());
  answer(parts, createRequest, ({ value, ...secret }, signal) =>
    withCatalog(parts, (catalog) => catalog.create({ ...secret, value: textOf(value) }, signal)),
  );
  answer(parts, updateRequest, ({ value, target = everywhere, ...change }, signal) =>
    withCatalog(parts, (catalog) =>
      catalog.update(value === undefined ? change : { ...change, value: { text: textOf(value), target } }, signal),
    ),
  );
  answer(parts, deleteRequest, (deletion, signal) => withCatalog(parts, (catalog) => catalog.delete(deletion, signal)));
  answer(parts, addEnvironmentRequest, ({ name }, signal) =>
    withCatalog(parts, (catalog) => catalog.addEnvironment(name, signal)),
  );
  answer(parts, deleteEnvironmentRequest, ({ id }, signal) =>
    withCatalog(parts, (catalog) => catalog.deleteEnvironment(id, signal)),
  );
}

function registerChoosing(parts: Parts): void {
  const { active } = parts;
  listen(parts, selectEnvironmentNotification, ({ environment }) => {
    active.selectEnvironment(environment);
  });
  listen(parts, selectAccountNotification, ({ account }) => {
    active.select(account);
  });
  listen(parts, signedOutNotification, ({ account }) => void active.forgetNames(account));
  answer(parts, tryConnectionRequest, (params, signal) => active.tryConnection(params, signal));
}

function withCatalog<T>({ active }: Parts, act: (catalog: Catalog) => Promise<Result<T>>): Promise<Result<T>> {
  const catalog = active.catalog();
  if (catalog !== undefined) return act(catalog);
  const { status } = active.state();
  return Promise.resolve(
    status.kind === "failed"
      ? status
      : failed({ kind: "unavailable", message: "The account is not ready yet. Try again in a moment." }),
  );
}
