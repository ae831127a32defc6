import type { ManifestFormat } from "./manifest";
import { readSecretList } from "./secretList";
import { declareInYaml } from "./yamlDeclare";
import { parseYaml, valueOf } from "./yamlDocument";

/** `app.yaml` with `requirements.secrets: [{ key, description, optional }]`. */
export const appYaml: ManifestFormat = {
  id: "app.yaml",
  fileNames: ["app.yaml", "app.yml"],
  read: (text) => {
    const { document, errors } = parseYaml(text);
    const list = readSecretList(valueOf(valueOf(document.contents, "requirements"), "secrets"), text);
    return { declarations: list.declarations, plainNames: [], errors: [...errors, ...list.errors] };
  },
  declare: (text, declaration) => declareInYaml(text, ["requirements", "secrets"], declaration),
};
