import type { Node } from "yaml";
import type { KnownName, ManifestFormat, ManifestReading } from "./manifest";
import { readSecretList } from "./secretList";
import { declareInYaml } from "./yamlDeclare";
import { asMap, isName, itemsOf, keysOf, parseYaml, stringOf, textSpanOf, valueOf } from "./yamlDocument";
import { removeFromYaml } from "./yamlRemove";
import type { YamlShape } from "./yamlWords";
import { secretKeys, yamlWordsAt } from "./yamlWords";

/**
 * `inf.yml`: `secrets: [{ key, description, optional }]`. What `env`, `variants.*.env`, `credentials[].secrets` and the older
 * `integrations[].secrets` bring into the environment are legitimate names too, but nothing the user has to store.
 */
export const infYml: ManifestFormat = {
  id: "inf.yml",
  isNamed: (fileName) => fileName === "inf.yml" || fileName === "inf.yaml",
  read,
  declare: (text, declaration) => declareInYaml(text, ["secrets"], declaration),
  contextAt: (text, offset) => yamlWordsAt(text, offset, shape, () => read(text).declarations.map(({ name }) => name)),
  remove: removeFromYaml,
};

const providerKeys = {
  provider: "The service that they belong to.",
  secrets: "The names that it brings into the environment.",
};

const shape: YamlShape = {
  keys: {
    "": {
      secrets: "The names of secrets that the app needs.",
      credentials: "Keys and connections that belong to a service.",
      env: "Variables with their values.",
      variants: "Other ways to run the app, each with what differs.",
    },
    "secrets -": secretKeys,
    "credentials -": providerKeys,
    "integrations -": providerKeys,
    "variants *": { env: "Variables with their values, for this variant." },
  },
  names: ["secrets -", "secrets - key", "credentials - secrets -", "integrations - secrets -"],
};

function read(text: string): ManifestReading {
  const { document, errors } = parseYaml(text);
  const root = document.contents;
  const { declarations, errors: wrong } = readSecretList(valueOf(root, "secrets"), text, errors.length > 0);
  return { declarations, known: given(root, text), patterns: [], governs: true, errors: [...errors, ...wrong] };
}

function given(root: unknown, text: string): readonly KnownName[] {
  const variants = asMap(valueOf(root, "variants"))?.items ?? [];
  const nodes = [
    ...keysOf(valueOf(root, "env")),
    ...variants.flatMap(({ value }) => keysOf(valueOf(value, "env"))),
    ...[valueOf(root, "credentials"), valueOf(root, "integrations")].flatMap(providedSecrets),
  ];
  return nodes
    .filter((node) => isName(node, text))
    .map((node) => ({ name: stringOf(node) ?? "", nameSpan: textSpanOf(node, text), kind: "given" as const }));
}

function providedSecrets(list: Node | undefined): readonly Node[] {
  return itemsOf(list).flatMap((entry) =>
    itemsOf(valueOf(entry, "secrets")).map((name) =>
      stringOf(name) === undefined ? (valueOf(name, "key") ?? name) : name,
    ),
  );
}
