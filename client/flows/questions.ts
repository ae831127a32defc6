import type { Place } from "./steps";

/** The ways to ask the user, or to tell something. The dialogs are written against it, so that they run without an editor. */
export interface Questions {
  readonly text: (question: TextQuestion) => Promise<TextAnswer>;
  readonly pick: <T>(question: PickQuestion<T>) => Promise<PickAnswer<T>>;
  readonly pickMany: <T>(question: PickManyQuestion<T>) => Promise<PickAnswer<readonly T[]>>;
  /** A modal: it waits for one of the actions, or undefined for *Cancel*. */
  readonly confirm: <A extends string>(question: Confirmation<A>) => Promise<A | undefined>;
  /** A notification, which may offer actions; undefined when it is closed. */
  readonly tell: <A extends string>(
    severity: "error" | "warning" | "information",
    message: string,
    ...actions: readonly A[]
  ) => Promise<A | undefined>;
  /** A word in the status bar that goes away by itself. Screen readers do not say it: it repeats what was just done. */
  readonly mention: (message: string) => void;
  /** Shows that something is going on when it takes a while, and lets the user stop it; what fails then fails as `GivenUp`. */
  readonly busy: <T>(title: string, task: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  readonly clipboard: () => Promise<string>;
  readonly copy: (text: string) => Promise<void>;
  /** Opens a page in the user's browser; false when that was not wanted. */
  readonly open: (address: string) => Promise<boolean>;
  /** The text of a file that the user chooses. */
  readonly file: (title: string) => Promise<FileAnswer>;
}

/** The user did not want to wait. */
export class GivenUp extends Error {}

/** A question for one line of text. */
export interface TextQuestion {
  readonly title: string;
  readonly place?: Place;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly initial?: string;
  /** What is typed is not shown. */
  readonly masked?: boolean;
  /** What is wrong with the text, as a sentence; called as it is typed and once more when it is accepted. */
  readonly check?: (text: string, signal: AbortSignal) => Promise<string | undefined> | string | undefined;
  /** Other ways to answer. */
  readonly buttons?: readonly TextButton[];
}

/** A button of a text question; its label is its tooltip. */
export interface TextButton {
  readonly label: string;
  /** A codicon. */
  readonly icon: string;
}

/** How a text question ended. */
export type TextAnswer =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "button"; readonly label: string; readonly text: string }
  | { readonly kind: "back"; readonly text: string }
  | { readonly kind: "cancelled" };

/** One line of a list to choose from. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Starts a group of this name. */
  readonly group?: string;
  readonly picked?: boolean;
}

/** A question with a list of answers. */
export interface PickQuestion<T> {
  readonly title: string;
  readonly place?: Place;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
}

/** A question with a list of answers of which several can be chosen. */
export interface PickManyQuestion<T> extends PickQuestion<T> {
  /** Puts a selection right that makes no sense, given the one before. */
  readonly settle: (before: readonly T[], now: readonly T[]) => readonly T[];
  /** What is wrong with choosing nothing. */
  readonly emptyMessage: string;
}

/** How a question with a list ended. */
export type PickAnswer<T> =
  | { readonly kind: "picked"; readonly value: T }
  | { readonly kind: "back"; readonly value: T | undefined }
  | { readonly kind: "cancelled" };

/** A question that has to be answered before anything else. */
export interface Confirmation<A extends string> {
  readonly message: string;
  readonly detail: string;
  readonly actions: readonly A[];
  /** Nothing has gone wrong, and nothing will. */
  readonly calm?: boolean;
}

/** What choosing a file came to. */
export type FileAnswer =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unusable"; readonly message: string }
  | { readonly kind: "cancelled" };
