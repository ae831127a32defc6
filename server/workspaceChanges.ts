import type { FileEvent, InitializeParams } from "vscode-languageserver";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from "vscode-languageserver";
import { prefix } from "../shared/ids";
import type { Parts } from "./features/feature";
import { forgetTyped } from "./languages/rereading";
import { manifestFormatOf } from "./manifests/index";
import { excludeSections, networkSection } from "./settingsStore";
import { readText } from "./workspace/files";
import { normalizeUri } from "./workspace/uris";

/** Keeps manifests, references and settings in step with what happens to documents, files, folders and settings. */
export function followChanges(parts: Parts): void {
  followDocuments(parts);
  parts.connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const change of changes) followFile(change, parts);
  });
  parts.connection.onDidChangeConfiguration(({ settings }) => {
    parts.settings.didChange(settings);
    void followPatterns(parts);
    parts.references.listingChanged();
    void loadManifests(parts);
  });
}

/** Asks the editor to tell of changes, as far as it can, and reads the manifests. For when the editor is ready. */
export async function beginFollowing(parts: Parts, { capabilities }: InitializeParams): Promise<void> {
  const { connection, folders, settings } = parts;
  const { workspace } = capabilities;
  settings.setPull(workspace?.configuration === true);
  if (workspace?.workspaceFolders === true)
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      folders.set(((await connection.workspace.getWorkspaceFolders()) ?? []).map(({ uri }) => uri));
      parts.references.listingChanged();
      // That there is something to look at wakes whoever waits for news.
      for (const folder of folders.all()) parts.references.fileChanged(folder);
      await loadManifests(parts);
    });
  if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
    await connection.client.register(DidChangeConfigurationNotification.type, {
      section: [prefix, ...excludeSections, networkSection],
    });
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: "**/*" }] });
  await Promise.all([followPatterns(parts), loadManifests(parts)]);
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

/** Reads the manifests that are listed; those that are no longer, and that nobody has open, do not count any more. */
async function loadManifests({ references, declarations, documents }: Parts): Promise<void> {
  const listed = await references.listFiles(new AbortController().signal);
  const kept = new Set([...listed, ...documents.keys().map(normalizeUri)]);
  for (const { uri } of declarations.all()) if (!kept.has(uri)) declarations.setText(uri, undefined);
  declarations.load(listed);
}

function followDocuments({ documents, declarations, references, world }: Parts): void {
  documents.onDidChangeContent(({ document }) => {
    declarations.setText(normalizeUri(document.uri), document.getText());
  });
  documents.onDidClose(({ document }) => {
    const uri = normalizeUri(document.uri);
    references.fileChanged(uri);
    forgetTyped();
    // What was typed and not saved is gone: the disk counts again.
    if (manifestFormatOf(uri) !== undefined) declarations.setText(uri, readText(world.files, uri));
  });
}

function followFile({ uri: sent, type }: FileEvent, parts: Parts): void {
  const uri = normalizeUri(sent);
  parts.references.fileChanged(uri);
  if (manifestFormatOf(uri) === undefined) return;
  if (parts.documents.all().some((document) => normalizeUri(document.uri) === uri)) return;
  const isGone = type === FileChangeType.Deleted;
  parts.declarations.setText(uri, isGone ? undefined : readText(parts.world.files, uri));
}
