import type { ClientCapabilities, CodeAction, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { TextDocumentEdit } from "vscode-languageserver";

/** Edits in the form that an editor understands: by document and version, or by URI alone (`workspace.workspaceEdit.documentChanges` of LSP). */
export interface EditForm {
  readonly ofEdit: (edit: WorkspaceEdit) => WorkspaceEdit;
  readonly ofAction: (action: CodeAction) => CodeAction;
}

/** The form that an editor has asked for. */
export function editFormOf({ workspace }: ClientCapabilities): EditForm {
  const ofEdit = workspace?.workspaceEdit?.documentChanges === true ? same : byUri;
  return {
    ofEdit,
    ofAction: (action) => (action.edit === undefined ? action : { ...action, edit: ofEdit(action.edit) }),
  };
}

function same(edit: WorkspaceEdit): WorkspaceEdit {
  return edit;
}

function byUri({ documentChanges = [] }: WorkspaceEdit): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const change of documentChanges)
    if (TextDocumentEdit.is(change)) (changes[change.textDocument.uri] ??= []).push(...(change.edits as TextEdit[]));
  return { changes };
}
