import { manifestDraftRequest, manifestFiles } from "../../shared/protocol";
import { isIgnored } from "../analysis/ignored";
import { isLenient } from "../analysis/leniency";
import { isPlumbing } from "../analysis/plumbing";
import { isBorrowing } from "../analysis/rules/undeclared";
import { languageOf } from "../languages/index";
import { manifestFormatOf } from "../manifests/index";
import type { Use } from "../workspace/referenceIndex";
import { isWithin, normalizeUri, relativePath } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { answer } from "./messages";

/** Writes the manifest that a project lacks, from what its code uses. */
export const manifestDraft: Feature = {
  capabilities: () => ({}),
  register: (parts) => {
    answer(parts, manifestDraftRequest, async ({ format, folder: sent, name }, signal) => {
      const folder = normalizeUri(sent);
      const complete = name !== undefined || (await parts.references.build(signal));
      const needs = name === undefined ? await needsBelow(folder, parts) : new Map([[name, true]]);
      const { secrets } = parts.accounts.at(folder).state;
      let text = "";
      for (const [needed, required] of needs) {
        const description = secrets.get(needed)?.description ?? "";
        text = declared(manifestFiles[format], text, { name: needed, required, description });
      }
      return { text, names: [...needs.keys()], complete };
    });
  },
};

/** The names that code below a folder uses, and whether it cannot do without; in the order of the alphabet. */
async function needsBelow(folder: string, parts: Parts): Promise<ReadonlyMap<string, boolean>> {
  parts.references.takeOpen();
  const { ignore } = await parts.settings.of(folder);
  const needs = new Map<string, boolean>();
  for (const uri of parts.references.files()) {
    if (!isWithin(uri, folder) || isLenient(relativePath(uri, folder))) continue;
    if (isBorrowing(languageOf("", uri)?.id ?? "")) continue;
    for (const { name, optional } of parts.references.usesIn(uri).filter(isNeed)) {
      if (!isPlumbing(name) && !isIgnored(name, ignore)) needs.set(name, needs.get(name) === true || !optional);
    }
  }
  return new Map([...needs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Most `<NAME>` in the world are placeholders: only what code reads is taken for a need. */
function isNeed({ kind, form, silenced }: Use): boolean {
  return kind === "read" && form === "accessor" && !silenced;
}

function declared(
  fileName: string,
  text: string,
  declaration: { readonly name: string; readonly required: boolean; readonly description: string },
): string {
  const changes = manifestFormatOf(fileName)?.declare(text, declaration) ?? [];
  let after = text;
  for (const { span, text: inserted } of [...changes].reverse())
    after = after.slice(0, span.start) + inserted + after.slice(span.end);
  return after;
}
