import type { Node } from "yaml";
import type { KnownName, ManifestFormat } from "./manifest";
import { readSecretList } from "./secretList";
import { declareInYaml } from "./yamlDeclare";
import { asMap, itemsOf, keysOf, parseYaml, stringOf, textSpanOf, valueOf } from "./yamlDocument";
import { removeFromYaml } from "./yamlRemove";

/**
 * `inf.yml`: `secrets: [{ key, description, optional }]`. What `env`, `variants.*.env`, `credentials[].secrets` and the older
 * `integrations[].secrets` bring into the environment are legitimate names too, but nothing the user has to store.
 */
export const infYml: ManifestFormat = {
  id: "inf.yml",
  isNamed: (fileName) => fileName === "inf.yml" || fileName === "inf.yaml",
  read: (text) => {
    const { document, errors } = parseYaml(text);
    const root = document.contents;
    const { declarations, errors: wrong } = readSecretList(valueOf(root, "secrets"), text);
    return { declarations, known: given(root, text), patterns: [], governs: true, errors: [...errors, ...wrong] };
  },
  declare: (text, declaration) => declareInYaml(text, ["secrets"], declaration),
  remove: removeFromYaml,
};

function given(root: unknown, text: string): readonly KnownName[] {
  const variants = (asMap(valueOf(root, "variants"))?.items ?? []).map(({ value }) => value as Node | null);
  const nodes = [
    ...keysOf(valueOf(root, "env")),
    ...variants.flatMap((variant) => keysOf(valueOf(variant, "env"))),
    ...[valueOf(root, "credentials"), valueOf(root, "integrations")].flatMap(providedSecrets),
  ];
  return nodes.flatMap((node) => {
    const name = stringOf(node);
    return name === undefined ? [] : [{ name, nameSpan: textSpanOf(node, text), kind: "given" as const }];
  });
}

function providedSecrets(list: Node | undefined): readonly Node[] {
  return itemsOf(list).flatMap((entry) =>
    itemsOf(valueOf(entry, "secrets")).map((name) =>
      stringOf(name) === undefined ? (valueOf(name, "key") ?? name) : name,
    ),
  );
}
