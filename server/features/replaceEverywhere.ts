import type { ClientCapabilities, CodeAction, Diagnostic } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import type { Problem } from "../analysis/problem";
import type { Parts } from "./feature";
import { incomplete } from "./messages";
import { locationOf } from "./places";
import { replaceAt } from "./replaceAt";

/** What an action carries until somebody looks at it: only then are the other files searched. */
interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Whether the editor asks for the edit of an action only when it is about to show or make it. */
export function canResolveEdits({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.codeAction?.resolveSupport?.properties.includes("edit") === true;
}

/** A slip that was made once was often copied: writes what was meant in all files. */
export function replaceEverywhere({ code, name, near }: Problem, diagnostics: Diagnostic[]): readonly CodeAction[] {
  if (near === undefined || (code !== "near-miss" && code !== "wrong-case")) return [];
  const data: Replacement = { from: name, to: near };
  return [{ title: `Replace ${name} by ${near} everywhere`, kind: CodeActionKind.QuickFix, diagnostics, data }];
}

/** The action with its edit, for one that was offered without. */
export async function resolveReplaceEverywhere(
  action: CodeAction,
  { parts, signal }: { readonly parts: Parts; readonly signal: AbortSignal },
): Promise<CodeAction> {
  const { from, to } = (action.data ?? {}) as Partial<Replacement>;
  if (from === undefined || to === undefined) return action;
  const { uses, complete } = await parts.references.usesOf(from, signal);
  if (!complete) throw incomplete();
  return { ...action, edit: replaceAt(uses.map(locationOf), { from, to, parts }) };
}
