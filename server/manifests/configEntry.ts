import type { ManifestError, Span } from "./manifest";

/** A key in a JSON or TOML text: the path to it, where its last part stands without quotes, and what it stands for. */
export interface ConfigEntry {
  readonly path: readonly string[];
  readonly keySpan: Span;
  /** Where the value stands. */
  readonly span: Span;
  /** The elements when it is an array, with their quotes; the text of one that is no string is empty. */
  readonly items: readonly { readonly text: string; readonly span: Span }[] | undefined;
}

/** A JSON or TOML text as a flat list of its keys, and what is wrong with it. */
export interface ConfigDocument {
  readonly entries: readonly ConfigEntry[];
  readonly errors: readonly ManifestError[];
}
