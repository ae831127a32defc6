import { referenceTextRequest, usageRequest, usesRequest } from "../../shared/protocol";
import { isNeed } from "../analysis/fillIns";
import { languageOf } from "../languages/index";
import type { Language } from "../languages/reference";
import type { Feature } from "./feature";
import { answer } from "./messages";

/** Where names are used, and how a file refers to one. */
export const references: Feature = {
  capabilities: () => ({}),
  register: (parts) => {
    answer(parts, usesRequest, async ({ name }, signal) => {
      const { uses, complete } = await parts.references.usesOf(name, signal);
      const needs = uses.filter(isNeed);
      const spared = needs.filter(({ optional }) => optional).length;
      const files = new Set(needs.map(({ uri }) => uri)).size;
      const locations = uses.map(({ uri, line, character, length }) => ({ uri, line, character, length }));
      return { references: needs.length, spared, files, complete: complete && parts.folders.areSeen(), locations };
    });
    answer(parts, usageRequest, async (_, signal) => {
      const complete = (await parts.references.update(signal)) && parts.folders.areSeen();
      parts.references.takeOpen();
      const uses = [...parts.references.files()].flatMap(parts.references.usesIn).filter(isNeed);
      const counts = new Map<string, number>();
      for (const { name } of uses) counts.set(name, (counts.get(name) ?? 0) + 1);
      return { complete, uses: Object.fromEntries(counts) };
    });
    answer(parts, referenceTextRequest, ({ name, languageId, uri = "", position, end }) => {
      const language = languageOf(languageId, uri);
      const document = parts.documents.get(uri);
      const whole = language?.accessor(name) ?? inlineText(name);
      if (language === undefined || document === undefined || position === undefined) return whole;
      const offset = document.offsetAt(position);
      const text = document.getText();
      const behind = end === undefined ? offset : document.offsetAt(end);
      const place = { text: text.slice(0, offset) + text.slice(behind), offset, languageId: document.languageId };
      const rest = end === undefined ? undefined : restOf(name, language, place);
      return rest ?? (wantsInline(language, place) ? inlineText(name) : whole);
    });
  },
};

/** Where a reference goes to, in a text without what it replaces. */
interface Destination {
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
  readonly languageId: string;
}

/** What is left to write of a reference that somebody has begun here; undefined when nobody has, or not of this name. */
function restOf(name: string, language: Language, { text, offset, languageId }: Destination): string | undefined {
  const context = language.contextAt(text, offset, languageId);
  if (context === undefined || (context.form === "accessor" && !isWord.test(name))) return undefined;
  const written = (context.form === "angle" ? inlineText(name) : name) + context.suffix;
  const begun = text.slice(context.start, offset);
  const behind = text.slice(offset, context.end);
  // What closes it may be there already; any other word behind the cursor stays as it is.
  const end = written.length - (written.endsWith(behind) ? behind.length : 0);
  return written.startsWith(begun) && begun.length < end ? written.slice(begun.length, end) : undefined;
}

const isWord = /^[A-Za-z_]\w*$/;

/** Whether `<NAME>` would be understood at this place: inside a string, say, where an accessor would be mere text. */
function wantsInline(language: Language, { text, offset, languageId }: Destination): boolean {
  const withBracket = `${text.slice(0, offset)}<${text.slice(offset)}`;
  return language.contextAt(withBracket, offset + 1, languageId)?.form === "angle";
}

function inlineText(name: string): string {
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? `<${name}>` : `<secret>${name}</secret>`;
}
