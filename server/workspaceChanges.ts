import type { InitializeParams } from "vscode-languageserver";
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from "vscode-languageserver";
import { prefix } from "../shared/ids";
import type { Parts } from "./features/feature";
import { forgetTyped } from "./languages/rereading";
import { forgetScript } from "./languages/shell/rescanning";
import { forgetLines } from "./languages/yaml/typedLines";
import { excludeSections, networkSection } from "./settingsStore";
import type { ManifestFiles } from "./workspace/manifestFiles";
import { normalizeUri } from "./workspace/uris";

/** Keeps manifests, references and settings in step with what happens to documents, files, folders and settings. */
export function followChanges(parts: Parts, manifests: ManifestFiles): void {
  followDocuments(parts, manifests);
  parts.connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const uri of changes.map((change) => normalizeUri(change.uri))) {
      parts.references.fileChanged(uri);
      manifests.changed(uri);
    }
  });
  parts.connection.onDidChangeConfiguration(({ settings }) => {
    parts.settings.didChange(settings);
    void followPatterns(parts);
    parts.references.listingChanged();
    void manifests.load();
  });
}

/** Asks the editor to tell of changes, as far as it can, and reads the manifests. For when the editor is ready. */
export async function beginFollowing(
  parts: Parts,
  manifests: ManifestFiles,
  { capabilities }: InitializeParams,
): Promise<void> {
  const { connection, folders, settings } = parts;
  const { workspace } = capabilities;
  // An editor may be able to in general, and have no room for that many watchers: what there is counts all the same.
  const refused = (error: unknown): void => {
    connection.console.warn(`The editor does not tell of changes. ${String(error)}`);
  };
  settings.setPull(workspace?.configuration === true);
  if (workspace?.workspaceFolders === true)
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      folders.set(((await connection.workspace.getWorkspaceFolders()) ?? []).map(({ uri }) => uri));
      parts.references.listingChanged();
      // That there is something to look at wakes whoever waits for news.
      for (const folder of folders.all()) parts.references.fileChanged(folder);
      await manifests.load();
    });
  if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
    await connection.client
      .register(DidChangeConfigurationNotification.type, { section: [prefix, ...excludeSections, networkSection] })
      .catch(refused);
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
    await connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: "**/*" }] })
      .catch(refused);
  await Promise.all([followPatterns(parts), manifests.load()]);
}

/** Takes over the user's own ways to write an inline name. The log says what is wrong with them; the settings show it, too. */
async function followPatterns({ connection, folders, languages, references, settings }: Parts): Promise<void> {
  const before = languages.variant();
  const problems = languages.setPatterns((await settings.of(folders.all()[0] ?? ""))["inline.patterns"]);
  for (const problem of problems) connection.console.warn(`inlineSecrets.inline.patterns: ${problem}`);
  if (languages.variant() === before) return;
  references.languagesChanged();
  settings.tellChanged();
}

function followDocuments({ documents, declarations, references }: Parts, manifests: ManifestFiles): void {
  documents.onDidChangeContent(({ document }) => {
    declarations.setText(normalizeUri(document.uri), document.getText());
  });
  documents.onDidClose(({ document }) => {
    const uri = normalizeUri(document.uri);
    references.fileChanged(uri);
    forgetTyped();
    forgetScript();
    forgetLines();
    // What was typed and not saved is gone: the disk counts again.
    manifests.changed(uri);
  });
}
