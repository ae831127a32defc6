import type { CodeAction, Command } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import { commandIds } from "../../shared/ids";
import type { Problem, ProblemCode } from "../analysis/problem";
import { normalizeUri } from "../workspace/uris";
import { accountName } from "./accountName";
import type { Parts } from "./feature";
import { snapshotOf } from "./snapshot";

/** What can be done about a problem beyond an edit: commands of the editor's side, the likeliest first. */
export function commandsFor({ code, name }: Problem, uri: string, parts: Parts): readonly Command[] {
  if (isAbsence.has(code)) return [...setAll(uri, parts), ...elsewhere(name, uri, parts), ...refresh(uri, parts)];
  if (code === "unavailable-secret") return refresh(uri, parts);
  const hasManifest = parts.declarations.scopeOf(normalizeUri(uri)).manifests.length > 0;
  if (code !== "undeclared" || hasManifest) return [];
  return [command(`Declare ${name} in a new manifest…`, commandIds.createManifest, { name })];
}

const isAbsence: ReadonlySet<ProblemCode> = new Set(["missing", "other-environment", "missing-optional"]);

/** Worth offering when more than one name is missing. */
function setAll(uri: string, parts: Parts): readonly Command[] {
  const missing = snapshotOf(parts, uri).rows.filter(
    ({ declared, stored }) => declared === "required" && stored === "missing",
  );
  return missing.length > 1 ? [command(`Set all ${missing.length} missing secrets…`, commandIds.setMissing)] : [];
}

/** For a name that another environment has: look there, or learn why its value cannot be copied. */
function elsewhere(name: string, uri: string, { accounts }: Parts): readonly Command[] {
  const { state, environment: active } = accounts.at(uri);
  const { secrets, environments } = state;
  const ids = secrets.get(name)?.environments ?? [];
  return environments
    .filter(({ id }) => ids.includes(id) && id !== active.id)
    .flatMap((environment) => [
      command(`Switch to ${environment.name}`, commandIds.selectEnvironment, { environment: environment.id }),
      command(`Copy from ${environment.name}…`, commandIds.copyValue, { name }),
    ]);
}

/** Whoever has just set a name somewhere else wants to be believed. */
function refresh(uri: string, { accounts }: Parts): readonly Command[] {
  return accounts.at(uri).account.provider === "embedded" ? [] : [command("Refresh the names", commandIds.refresh)];
}

/** The way back in for somebody who is signed out, at any name. */
export function signInAction(uri: string, { accounts }: Parts): readonly CodeAction[] {
  const { account, state } = accounts.at(uri);
  const { status } = state;
  const isOut =
    (status.kind === "unknown" && status.reason === "signedOut") ||
    (status.kind === "failed" && status.failure.kind === "unauthorized");
  if (!isOut || account.provider === "embedded") return [];
  const again = status.kind === "failed" ? " again" : "";
  const title = `Sign in${again} to ${accountName(account)}…`;
  const kind = CodeActionKind.QuickFix;
  return [{ title, kind, command: command(title, commandIds.connect, { account }) }];
}

function command(title: string, id: string, argument?: object): Command {
  return { title, command: id, ...(argument === undefined ? {} : { arguments: [argument] }) };
}
