import type { Node } from "yaml";
import type { ManifestFormat } from "./manifest";
import { readSecretList } from "./secretList";
import { declareInYaml } from "./yamlDeclare";
import { asMap, itemsOf, keysOf, parseYaml, stringOf, valueOf } from "./yamlDocument";

/**
 * `inf.yml`: `secrets: [{ key, description, optional }]`. What `env`, `variants.*.env`, `credentials[].secrets` and the older
 * `integrations[].secrets` bring into the environment are legitimate names too, but nothing the user has to store.
 */
export const infYml: ManifestFormat = {
  id: "inf.yml",
  fileNames: ["inf.yml", "inf.yaml"],
  read: (text) => {
    const { document, errors } = parseYaml(text);
    const root = document.contents;
    const list = readSecretList(valueOf(root, "secrets"), text);
    return { declarations: list.declarations, plainNames: plainNames(root), errors: [...errors, ...list.errors] };
  },
  declare: (text, declaration) => declareInYaml(text, ["secrets"], declaration),
};

function plainNames(root: unknown): readonly string[] {
  const variants = valueOf(root, "variants");
  const variantValues = (asMap(variants)?.items ?? []).map(({ value }) => value as Node | null);
  return [
    ...keysOf(valueOf(root, "env")),
    ...variantValues.flatMap((variant) => keysOf(valueOf(variant, "env"))),
    ...[valueOf(root, "credentials"), valueOf(root, "integrations")].flatMap(providedSecrets),
  ];
}

function providedSecrets(list: Node | undefined): readonly string[] {
  return itemsOf(list).flatMap((entry) => {
    const names = itemsOf(valueOf(entry, "secrets"));
    return names.flatMap((name) => stringOf(name) ?? stringOf(valueOf(name, "key")) ?? []);
  });
}
