import { getterLanguage } from "./getters";
import { perlSyntax } from "./perlSyntax";

/** Perl. */
export const perl = getterLanguage({
  id: "perl",
  languageIds: ["perl"],
  fileNames: [".pl", ".pm", ".t", ".psgi", ".cgi", "cpanfile"],
  lexical: perlSyntax,
  idioms: ["NAME", "WORD"].flatMap(
    (name) =>
      [
        ["delete", `delete $ENV{${name}}`],
        ["delete", `delete($ENV{${name}})`],
        ["delete", `delete local $ENV{${name}}`],
        ["exists", `exists $ENV{${name}}`],
        ["exists", `exists($ENV{${name}})`],
        ["read", `$ENV{${name}}`],
      ] as const,
  ),
  interpolated: /\$ENV\{\s*['"]?([A-Za-z_]\w*)['"]?\s*\}/g,
  joints: "-> % $ @ &",
  fallbacks: ["||", "//", "&&", "?", "or", "and"],
  demands: ["|| die", "// die", "or die", "|| croak", "// croak", "or croak", "|| confess"],
  before: ["!", "not", "defined", "defined("],
  conditions: "if unless elsif while until",
  accessor: (name) => `$ENV{${name}}`,
});
