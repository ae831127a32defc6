import type { Stage } from "./stage";

/** A span of a text in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An entry of a manifest: the project needs this name. */
export interface Declaration {
  readonly name: string;
  readonly nameSpan: Span;
  readonly required: boolean;
  readonly description: string;
  /** False when required or optional is only inferred, as from a value in `.env.example`. */
  readonly explicit: boolean;
  /** The list that it stands in: a name belongs into it once. Absent where repeating it is ordinary. */
  readonly list?: string;
  /** Whether the manifest says that its value is to be kept secret (`@sensitive`, `@public`); absent when it says nothing. */
  readonly sensitive?: boolean;
  /** Where the project needs it, when the file is only about that. */
  readonly stage?: Stage | undefined;
}

/**
 * A name that a manifest knows without asking anybody to store it. `given`: its value comes with the file, as `vars` of
 * Wrangler. `listed`: it may come from outside, as `env` of Turborepo.
 */
export interface KnownName {
  readonly name: string;
  readonly nameSpan: Span;
  readonly kind: "given" | "listed";
  /** The list that it stands in: a name belongs into it once. Absent where repeating it is ordinary. */
  readonly list?: string;
}

/** Names known by a pattern, `NEXT_PUBLIC_*`, less those that another takes out again. */
export interface NamePattern {
  readonly pattern: string;
  readonly except: readonly string[];
}

/** Why a manifest cannot be read. */
export interface ManifestError {
  readonly message: string;
  readonly span: Span;
}

/** What a manifest says. */
export interface ManifestReading {
  readonly declarations: readonly Declaration[];
  readonly known: readonly KnownName[];
  readonly patterns: readonly NamePattern[];
  /**
   * Whether the manifest means to name all that the project needs, so that code is held to it. A list of what a container or
   * a task gets to see only adds to what is known.
   */
  readonly governs: boolean;
  /** Its values usually lie in a file of each developer, such as `.env`: nobody need have stored them. */
  readonly valuesElsewhere?: true;
  /** It shows what is needed without a promise to name everything. */
  readonly shows?: true;
  readonly errors: readonly ManifestError[];
}

/** What is to be declared. */
export interface NewDeclaration {
  readonly name: string;
  readonly required: boolean;
  /** Empty when there is none. */
  readonly description: string;
}

/** A replacement in a text; spans are in UTF-16 code units. */
export interface TextChange {
  readonly span: Span;
  readonly text: string;
}

/** A word of the format itself, offered as it is typed: `optional` in `inf.yml`. */
export interface ManifestWord {
  readonly label: string;
  /** What is written for it. */
  readonly insert: string;
  readonly description: string;
}

/** What is being typed in a manifest: a name, a word of the format, or either. Offsets are UTF-16 code units. */
export interface ManifestContext {
  /** What the completion replaces. */
  readonly start: number;
  readonly end: number;
  /** What follows a name that is taken, and is not there yet; undefined where no name belongs. */
  readonly suffix: string | undefined;
  /** Names that stand in this list already. */
  readonly taken: readonly string[];
  readonly words: readonly ManifestWord[];
}

/** A format that declares names. Pure: text in, plain data out; nothing throws. */
export interface ManifestFormat {
  /** Unique, for example `app.yaml`. */
  readonly id: string;
  /** Whether a file of this name, in lower case, is read as this format. */
  readonly isNamed: (fileName: string) => boolean;
  readonly read: (text: string, fileName: string) => ManifestReading;
  /**
   * The edits that declare a name, keeping comments and order; undefined when the text is too broken to edit, or the format
   * cannot say it.
   */
  readonly declare: (text: string, declaration: NewDeclaration) => readonly TextChange[] | undefined;
  /** What is being typed at `offset`; undefined where the format has nothing to offer. Works on half-typed texts. */
  readonly contextAt: (text: string, offset: number) => ManifestContext | undefined;
  /** The edits that take out the entry whose name starts at `nameStart`; undefined when there is none to be taken out alone. */
  readonly remove: (text: string, nameStart: number) => readonly TextChange[] | undefined;
}
