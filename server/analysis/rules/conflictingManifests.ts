import type { DeclaredPlace } from "../knowledge";
import { problemAt } from "./entries";
import type { Rule } from "./rule";

/**
 * Required by one manifest, optional in another beside it, both said outright. Manifests in folders above do not conflict: the
 * nearest decides, which is what they are for. Nor does what is only inferred from a value in an example.
 */
export const conflictingManifests: Rule = {
  meta: { code: "conflicting-manifests", setting: "rules.conflictingManifests" },
  check: ({ manifest, knowledge }, severity) =>
    (manifest?.declarations ?? []).flatMap((declaration) => {
      if (!declaration.explicit) return [];
      const { name, required } = declaration;
      const places = knowledge.scope.repeated.get(name) ?? [];
      const own = places.find((place) => place.declaration === declaration);
      const against = places.filter((place) => place.uri !== own?.uri && saysOutright(place, !required));
      if (own === undefined || against.length === 0) return [];
      const counts = knowledge.scope.declared.get(name)?.required === true ? "required" : "optional";
      const labels = against.map(({ label }) => label).join(" and ");
      const message = `${name} is ${words(required)} here, but ${words(!required)} in ${labels}. It counts as ${counts}.`;
      const related = [own, ...against].map((place) => ({
        uri: place.uri,
        range: place.range,
        message: `${words(place === own ? required : !required)} in ${place.label}`,
      }));
      return [{ ...problemAt(declaration, { code: "conflicting-manifests", severity, message }), related }];
    }),
};

function saysOutright({ declaration }: DeclaredPlace, required: boolean): boolean {
  return "required" in declaration && declaration.explicit && declaration.required === required;
}

function words(required: boolean): string {
  return required ? "required" : "optional";
}
