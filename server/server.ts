import type { Connection, InitializeParams, ServerCapabilities } from "vscode-languageserver";
import { TextDocuments, TextDocumentSyncKind } from "vscode-languageserver";
import type { Credential } from "../shared/account";
import type { InitializationOptions } from "../shared/protocol";
import {
  aliveRequest,
  credentialRenewedNotification,
  credentialRequest,
  readingNotification,
} from "../shared/protocol";
import { createAccounts } from "./accounts";
import type { Parts } from "./features/feature";
import { features } from "./features/index";
import { createIndexProgress } from "./indexProgress";
import { createPreflight } from "./preflight";
import { createSignInHelp } from "./signIn";
import { createSettingsStore } from "./settingsStore";
import { createDeclarations } from "./workspace/declarations";
import { editedDocuments, followImports } from "./workspace/documents";
import { createFolders } from "./workspace/folders";
import { createManifestFiles } from "./workspace/manifestFiles";
import { createMentions } from "./workspace/mentions";
import { createLanguageChoice } from "./workspace/languageChoice";
import { createReadingGuard } from "./workspace/readingGuard";
import { createShortExamples } from "./workspace/shortExamples";
import { createSparedNames } from "./workspace/sparedNames";
import { createWorkspaceReferences } from "./workspace/workspaceReferences";
import { normalizeUri } from "./workspace/uris";
import { createWrittenNames } from "./workspace/writtenNames";
import { beginFollowing, followChanges } from "./workspaceChanges";
import type { CredentialSource, World } from "./world";

/** Serves one editor over `connection`. Everything from outside of the process comes through `world`. */
export function startServer(connection: Connection, world: World): void {
  const credentials = credentialsFrom(connection);
  const guard = createReadingGuard((uri) => {
    void connection.sendNotification(readingNotification.method, { uri: uri ?? null });
  });
  const languages = createLanguageChoice(guard);
  const documents = new TextDocuments(editedDocuments(languages));
  const folders = createFolders();
  const settings = createSettingsStore(connection);
  world.followNetwork(settings.network);
  const declarations = createDeclarations(world.files, folders);
  const showProgress = createIndexProgress(connection);
  const openDocuments = () => documents.all();
  const references = createWorkspaceReferences({
    ...world,
    folders,
    languages,
    exclusionOf: settings.exclusionOf,
    startWork: (signal) => {
      world.beforeWork?.();
      return showProgress(signal);
    },
    openDocuments,
  });
  const accounts = createAccounts(world, credentials);
  const written = createWrittenNames({ files: world.files, languages, references, folders, openDocuments });
  const spared = createSparedNames({ references, folders, written });
  const parts: Parts = {
    connection,
    documents,
    languages,
    folders,
    world,
    declarations,
    references,
    mentions: createMentions({ files: world.files, declarations, references }),
    written,
    spared,
    short: createShortExamples({ declarations, spared, written }),
    settings,
    accounts,
    preflight: createPreflight({ accounts, declarations }),
    signIn: createSignInHelp(world, credentials),
  };

  const openUris = () => new Set(documents.keys().map(normalizeUri));
  const manifests = createManifestFiles({ files: world.files, declarations, references, openUris });

  documents.onDidOpen(({ document }) => {
    followImports(document, parts.references.modules);
  });
  connection.onRequest(aliveRequest.method, () => null);
  connection.onInitialize((params) => {
    const options = readOptions(params.initializationOptions);
    guard.start(options.afterHang);
    folders.set(foldersOf(params));
    for (const feature of features) feature.register(parts, params.capabilities);
    connection.onInitialized(async () => {
      parts.accounts.start(options);
      await beginFollowing(parts, manifests, params);
    });
    return { capabilities: capabilitiesFor(params), serverInfo: { name: "Inline Secrets" } };
  });
  connection.onShutdown(() => {
    parts.accounts.dispose();
  });
  followChanges(parts, manifests);
  documents.listen(connection);
  connection.listen();
}

/** Credentials live with the editor: it is asked for one each time, and told of one that was renewed. */
function credentialsFrom(connection: Connection): CredentialSource {
  return {
    credential: async (account) => {
      const asked: unknown = await connection.sendRequest(credentialRequest.method, { account });
      return (asked as { readonly credential: Credential } | null)?.credential ?? null;
    },
    renewed: (account, credential) =>
      void connection.sendNotification(credentialRenewedNotification.method, { account, credential }),
  };
}

/** What an editor has open, as it says itself. */
interface Opened {
  readonly workspaceFolders?: readonly { readonly uri: string }[] | null | undefined;
  /** The only folder, for an editor that has no word for several. */
  readonly rootUri?: string | null;
}

function foldersOf({ workspaceFolders, rootUri }: Opened): readonly string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

function capabilitiesFor({ capabilities }: InitializeParams): ServerCapabilities {
  const common: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return Object.assign(common, ...features.map((feature) => feature.capabilities(capabilities))) as ServerCapabilities;
}

/** Editors other than ours send nothing: they get the embedded store. */
function readOptions(sent: unknown): InitializationOptions {
  const options = (typeof sent === "object" && sent !== null ? sent : {}) as Partial<InitializationOptions>;
  const { account = { provider: "embedded" }, environment = "development", folders = {}, afterHang } = options;
  return {
    account,
    environment,
    folders,
    isHeldBack: options.isHeldBack === true,
    ...(afterHang ? { afterHang } : {}),
  };
}
