import type { ClientCapabilities, Connection, ServerCapabilities, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Accounts } from "../accounts";
import type { SignInHelp } from "../signIn";
import type { Preflight } from "../preflight";
import type { SettingsStore } from "../settingsStore";
import type { Declarations } from "../workspace/declarations";
import type { Folders } from "../workspace/folders";
import type { Mentions } from "../workspace/mentions";
import type { LanguageChoice } from "../workspace/languageChoice";
import type { ShortExamples } from "../workspace/shortExamples";
import type { SparedNames } from "../workspace/sparedNames";
import type { WorkspaceReferences } from "../workspace/workspaceReferences";
import type { WrittenNames } from "../workspace/writtenNames";
import type { World } from "../world";

/** What features are built from. */
export interface Parts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** The languages of files, with the user's own ways to write an inline name. */
  readonly languages: LanguageChoice;
  readonly folders: Folders;
  readonly declarations: Declarations;
  readonly references: WorkspaceReferences;
  readonly mentions: Mentions;
  readonly written: WrittenNames;
  readonly spared: SparedNames;
  readonly short: ShortExamples;
  readonly settings: SettingsStore;
  /** Which account and environment count where. */
  readonly accounts: Accounts;
  readonly preflight: Preflight;
  readonly signIn: SignInHelp;
  readonly world: World;
}

/** One verb of the editor: what it can do, and the handlers that do it. */
export interface Feature {
  readonly capabilities: (client: ClientCapabilities) => ServerCapabilities;
  readonly register: (parts: Parts, client: ClientCapabilities) => void;
}
