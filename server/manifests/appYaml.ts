import type { ManifestFormat, ManifestReading } from "./manifest";
import { readSecretList } from "./secretList";
import { declareInYaml } from "./yamlDeclare";
import { parseYaml, valueOf } from "./yamlDocument";
import { removeFromYaml } from "./yamlRemove";

/**
 * `app.yaml` with `requirements.secrets: [{ key, description, optional }]`. Others have files of this name too, App Engine and
 * Kubernetes among them: a file without `requirements` is none of ours and says nothing.
 */
export const appYaml: ManifestFormat = {
  id: "app.yaml",
  isNamed: (fileName) => fileName === "app.yaml" || fileName === "app.yml",
  read: (text) => (/^requirements\s*:/m.test(text) ? read(text) : foreign),
  declare: (text, declaration) => declareInYaml(text, ["requirements", "secrets"], declaration),
  remove: removeFromYaml,
};

const foreign: ManifestReading = { declarations: [], known: [], patterns: [], governs: false, errors: [] };

function read(text: string): ManifestReading {
  const { document, errors } = parseYaml(text);
  const list = readSecretList(valueOf(valueOf(document.contents, "requirements"), "secrets"), text);
  return { ...foreign, declarations: list.declarations, governs: true, errors: [...errors, ...list.errors] };
}
