import type { ManifestFormat, ManifestReading } from "./manifest";
import { readSecretList } from "./secretList";
import { declareInYaml } from "./yamlDeclare";
import { asMap, isNull, pairOf, parseYaml, valueOf } from "./yamlDocument";
import { removeFromYaml } from "./yamlRemove";
import type { YamlShape } from "./yamlWords";
import { secretKeys, yamlWordsAt } from "./yamlWords";

/**
 * `app.yaml` with `requirements.secrets: [{ key, description, optional }]`. Others have files of this name too, App Engine and
 * Kubernetes among them: a file without `requirements` is none of ours and says nothing.
 */
export const appYaml: ManifestFormat = {
  id: "app.yaml",
  isNamed: (fileName) => fileName === "app.yaml" || fileName === "app.yml",
  read: (text) => (/^["']?requirements["']?\s*:/m.test(text) ? read(text) : foreign),
  declare: (text, declaration) => declareInYaml(text, ["requirements", "secrets"], declaration),
  contextAt: (text, offset) => yamlWordsAt(text, offset, shape, () => read(text).declarations.map(({ name }) => name)),
  remove: removeFromYaml,
};

const shape: YamlShape = {
  keys: {
    "": { requirements: "What the app needs to run." },
    requirements: { secrets: "The names of secrets that the app needs." },
    "requirements secrets -": secretKeys,
  },
  names: ["requirements secrets -", "requirements secrets - key"],
};

const foreign: ManifestReading = { declarations: [], known: [], patterns: [], governs: false, errors: [] };

function read(text: string): ManifestReading {
  const { document, errors } = parseYaml(text);
  const requirements = valueOf(document.contents, "requirements");
  // `requirements: requirements.txt` and the like are somebody else's.
  const isOurs = requirements === undefined || isNull(requirements) || asMap(requirements) !== undefined;
  const isThere = pairOf(document.contents, "requirements") !== undefined;
  if (errors.length === 0 && !(isThere && isOurs)) return foreign;
  const list = readSecretList(valueOf(requirements, "secrets"), text, errors.length > 0);
  return { ...foreign, declarations: list.declarations, governs: true, errors: [...errors, ...list.errors] };
}
