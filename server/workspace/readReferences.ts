import type { Silence } from "../analysis/silence";
import { silenceMark, silenceOf } from "../analysis/silence";
import { withAlternatives } from "../languages/alternatives";
import type { ImportedWrappers, Language, Reference, Wrappers } from "../languages/reference";

/** A reference, and whether a comment in its file says not to report it. */
export interface FoundReference extends Reference {
  readonly silenced?: boolean;
}

/** What a text holds. */
export interface Reading {
  readonly references: readonly FoundReference[];
  /** Whether it computes a name: of that nothing can be said, but that others may call it with the name. */
  readonly computes: boolean;
  /** What it exports, where files of the language import from each other. */
  readonly exported: Wrappers | undefined;
}

/** The references of a text as everything here looks at them. */
export function readReferences(
  language: Language,
  {
    text,
    languageId,
    editedAt,
    imports,
  }: {
    readonly text: string;
    readonly languageId: string;
    readonly editedAt?: number | undefined;
    readonly imports?: ImportedWrappers | undefined;
  },
): Reading {
  const { references: all, exported } = language.modules?.read(text, languageId, editedAt, imports) ?? {
    references: language.references(text, languageId, editedAt, imports),
  };
  const references = withAlternatives(
    text,
    all.filter(({ kind }) => kind !== "dynamic"),
  );
  const computes = references.length < all.length;
  const silence = references.length === 0 ? undefined : silenceIn(text, language, languageId, imports);
  if (silence === undefined) return { references, computes, exported };
  const withSilence = (reference: Reference): FoundReference =>
    silence(reference.start, reference.name) ? { ...reference, silenced: true } : reference;
  return { references: references.map(withSilence), computes, exported };
}

/** What the comments of a text silence; undefined when none does. */
export function silenceIn(
  text: string,
  language: Language,
  languageId: string,
  imports?: ImportedWrappers,
): Silence | undefined {
  if (!text.includes(silenceMark)) return undefined;
  const startsIn = (probed: string): ReadonlySet<number> =>
    new Set(language.references(probed, languageId, undefined, imports).map((found) => found.start));
  return silenceOf(text, startsIn);
}
