/**
 * What is done with the name at this place. `dynamic`: the name is computed, and what stands there says how; nobody can tell
 * which name it is, so nothing is ever reported of it.
 */
export type ReferenceKind = "read" | "write" | "delete" | "exists" | "inline" | "dynamic";

/** How a reference is written: by an accessor of the language, as `<NAME>`, or as `<secret>NAME</secret>`. */
export type ReferenceForm = "accessor" | "angle" | "tag";

/** A place in a text that uses a name. Offsets are UTF-16 code units; the text between them is exactly the name. */
export interface Reference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly kind: ReferenceKind;
  readonly form: ReferenceForm;
  /** A fallback or a guard in the code does without the name. */
  readonly optional: boolean;
  /**
   * How it was reached: `process.env.X` itself, through a variable that stands for it, as an argument of a function that reads
   * what it is given, or as a key of a schema that the environment is held to.
   */
  readonly via: "direct" | "alias" | "wrapper" | "schema";
  /** It is only read where the name of the reference before it is not there: `A ?? X`. */
  readonly instead?: boolean;
  /** What reads it gives nothing where it is missing, and does not fail: told where that makes a difference, in Elixir, Python and settings of tools. */
  readonly gives?: boolean;
  /** Present where a workflow of GitHub Actions asks for a secret. */
  readonly job?: JobSecret;
}

/** What decides which secrets a place of a workflow gets. */
export interface JobSecret {
  /** The environment that its job names; empty where it names none, undefined where nobody can tell. */
  readonly environment: string | undefined;
}

/** A function that reads the name it is given: what its calls refer to. */
export interface Wrapper {
  /** Which argument is the name, counted from 0. */
  readonly name: number;
  /** Which argument is used where the name is missing. */
  readonly fallback?: number | undefined;
  /** Whether it gets along without the name whatever the call says. */
  readonly optional: boolean;
  /** The same of its other arguments that are names. */
  readonly others?: readonly Wrapper[];
}

/** The wrappers that a module exports, by name; `default` is one of them. */
export type Wrappers = ReadonlyMap<string, Wrapper>;

/** What the modules export that a text imports from, by what it calls them. */
export type ImportedWrappers = ReadonlyMap<string, Wrappers>;

/** What a text holds. */
export interface Findings {
  readonly references: readonly Reference[];
  readonly exported: Wrappers;
}

/** What is being typed at the cursor, as far as completion of names is concerned. Offsets are UTF-16 code units. */
export interface NameContext {
  /**
   * `accessor`: after `process.env.` or inside its quotes, a bare name goes here.
   * `angle`: after a `<` in text, `<NAME>` and `<secret>NAME</secret>` go here; the span includes the `<`.
   * `tag`: between `<secret>` and `</secret>`, a bare name goes here.
   * `pattern`: inside of a pattern of the user's own, `{{NAME}}`, a bare name in capitals goes here.
   */
  readonly form: ReferenceForm | "pattern";
  /** What the completion replaces: what is typed of the name, before and behind the cursor, with `<` and `>` for `angle`. */
  readonly start: number;
  readonly end: number;
  /** What has to follow the name and is not there yet: the closing quote and bracket of `process.env["`, or `</secret>`. */
  readonly suffix: string;
}

/** How files import from each other. Regular expressions tell quickly and may be wrong: what they find is then read. */
export interface Modules {
  /** What a text imports from, as the first group. */
  readonly specifiers: RegExp;
  /** The same where it hands on what it imports. */
  readonly reexports: RegExp;
  /** A text that exports a wrapper of its own fits this. */
  readonly computed: RegExp;
  /** All references of a text, as `references` of the language tells them, and what it exports. */
  readonly read: (text: string, languageId: string, editedAt?: number, imports?: ImportedWrappers) => Findings;
  /** The path that is written as this: from the file where it starts with a dot, else from any folder above. */
  readonly pathOf?: (specifier: string) => string;
  /** The files that may be meant, without what is written before them, likeliest first: `/env.ts`, `/env/index.ts`. */
  readonly endings: (path: string) => readonly string[];
}

/** A family of languages: how their texts use names. Pure: text and offsets in, plain data out; nothing throws or waits. */
export interface Language {
  /** Unique, for example `javascript`. */
  readonly id: string;
  /** The editor's language ids that belong to the family. */
  readonly languageIds: readonly string[];
  /** File name endings (`.ts`) and whole names (`Dockerfile`), lower case, for files that no editor has opened. */
  readonly fileNames: readonly string[];
  /**
   * All references of a text in the order they stand. `languageId` tells dialects apart, for example `typescriptreact`.
   * `editedAt` is where somebody is typing, if anybody is: a string or a bracket left open in that line is then not taken to
   * reach into the lines below. `imports` tells what other files of the workspace export.
   */
  readonly references: (
    text: string,
    languageId: string,
    editedAt?: number,
    imports?: ImportedWrappers,
  ) => readonly Reference[];
  /** What is being typed at `offset`, or undefined where no name belongs. Works on half-typed texts. */
  readonly contextAt: (
    text: string,
    offset: number,
    languageId: string,
    imports?: ImportedWrappers,
  ) => NameContext | undefined;
  /** For languages whose files import from each other. */
  readonly modules?: Modules;
  /**
   * What a text must hold to be worth reading: all needles of one line of this list, or something inline. For the index, which
   * looks at bytes.
   */
  readonly needles: readonly (readonly string[])[];
  /**
   * Regular expressions, one of which fits a line of every text with a reference that is not inline, where that tells more than
   * the needles do. For searches by git: in Perl's dialect, and without what it looks ahead for in POSIX's.
   */
  readonly linePatterns?: readonly string[] | undefined;
  /** How a file of this family refers to `name` outside of a string: `process.env.NAME`. */
  readonly accessor: (name: string) => string;
}
