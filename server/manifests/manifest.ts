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
}

/** Why a manifest cannot be read. */
export interface ManifestError {
  readonly message: string;
  readonly span: Span;
}

/** What a manifest says. `plainNames` are names it provides itself (`env:` of `inf.yml`): legitimate, but not secrets. */
export interface ManifestReading {
  readonly declarations: readonly Declaration[];
  readonly plainNames: readonly string[];
  readonly errors: readonly ManifestError[];
}

/** A replacement in a text; spans are in UTF-16 code units. */
export interface TextChange {
  readonly span: Span;
  readonly text: string;
}

/** A format that declares names. Pure: text in, plain data out; nothing throws. */
export interface ManifestFormat {
  /** Unique, for example `app.yaml`. */
  readonly id: string;
  /** The file names that are read as this format, lower case. */
  readonly fileNames: readonly string[];
  readonly read: (text: string) => ManifestReading;
  /** The edits that declare `name`, keeping comments and order; undefined when the text is too broken to edit. */
  readonly declare: (
    text: string,
    declaration: { name: string; required: boolean },
  ) => readonly TextChange[] | undefined;
}
