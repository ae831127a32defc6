import type { ActiveAccounts } from "./accounts/activeAccounts";
import type { EditorAccounts } from "./accounts/editorAccounts";
import type { EndSession } from "./accounts/endSession";
import type { Sessions } from "./accounts/sessions";
import type { Choices } from "./choices";
import type { Editor } from "./editor";
import type { Questions } from "./flows/questions";
import type { SignIn } from "./flows/submit";
import type { Server } from "./languageClient";
import type { Snapshots } from "./snapshots";

/** The parts of the client that commands work with. */
export interface Parts {
  readonly server: Server;
  readonly snapshots: Snapshots;
  readonly questions: Questions;
  readonly sessions: Sessions;
  readonly editorAccounts: EditorAccounts;
  readonly active: ActiveAccounts;
  readonly endSession: EndSession;
  readonly choices: Choices;
  readonly editor: Editor;
  readonly signIn: SignIn;
  readonly isTrusted: () => boolean;
  /** The matrix of names and environments. */
  readonly showCoverage: () => void;
  readonly showLog: () => void;
}

/** A command: what it does with the parts and with what the editor passes to it. */
export type Command = (parts: Parts, argument: unknown) => Promise<void>;
