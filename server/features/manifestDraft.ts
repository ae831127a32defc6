import { manifestDraftRequest, manifestFiles } from "../../shared/protocol";
import { isDoneWithout, isLeftNull } from "../analysis/doneWithout";
import { isIgnored } from "../analysis/ignored";
import { isLenient, isOffering } from "../analysis/leniency";
import { isPlumbing } from "../analysis/plumbing";
import { withoutRepeats } from "../analysis/rules/schemaKeys";
import { isBorrowing } from "../analysis/rules/undeclared";
import { languageOf } from "../languages/index";
import { manifestFormatOf } from "../manifests/index";
import { isHere } from "../workspace/files";
import type { Use } from "../workspace/referenceIndex";
import { folderOf, isWithin, normalizeUri, relativePath } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { answer } from "./messages";

/** Writes the manifest that a project lacks, from what its code uses. */
export const manifestDraft: Feature = {
  capabilities: () => ({}),
  register: (parts) => {
    answer(parts, manifestDraftRequest, async ({ format, folder: sent, name }, signal) => {
      const folder = normalizeUri(sent);
      const complete = name !== undefined || ((await parts.references.build(signal)) && isHere(folder));
      if (name === undefined) await parts.written.update(signal);
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

/**
 * The names that code below a folder uses, and whether it cannot do without, as the rules see it; in the order of the alphabet. What
 * a manifest further down declares is asked for there already.
 */
async function needsBelow(folder: string, parts: Parts): Promise<ReadonlyMap<string, boolean>> {
  parts.references.takeOpen();
  const { ignore } = await parts.settings.of(folder);
  const written = parts.written.names();
  const needs = new Map<string, boolean>();
  for (const uri of parts.references.files()) {
    const path = relativePath(uri, folder);
    const file = { language: languageOf("", uri)?.id ?? "", offering: isOffering(path) };
    if (!isWithin(uri, folder) || isLenient(path) || isBorrowing(file.language)) continue;
    const { declared: governing, known } = parts.declarations.scopeOf(uri);
    const isBelow = (manifest: string | undefined): boolean =>
      manifest !== undefined && isWithin(manifest, folder) && folderOf(manifest) !== folder;
    for (const use of withoutRepeats(parts.references.usesIn(uri)).filter(isNeed)) {
      const { name, optional, instead } = use;
      if (isPlumbing(name) || isIgnored(name, ignore)) continue;
      if (known.get(name)?.kind === "given" || isBelow(governing.get(name)?.manifest)) continue;
      const isSpared = optional || instead || isLeftNull(use, file) || isDoneWithout(name);
      needs.set(name, needs.get(name) === true || (!isSpared && !written.has(name)));
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
