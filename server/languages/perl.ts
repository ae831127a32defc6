import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import { perlSyntax } from "./perlSyntax";

/** Perl. */
export const perl = getterLanguage({
  id: "perl",
  fileNames: ".pl .pm .t .psgi .cgi cpanfile",
  lexical: perlSyntax,
  idioms: forEachOf(
    ["NAME", "WORD"],
    [
      "delete delete $ENV{*}",
      "delete delete($ENV{*})",
      "delete delete local $ENV{*}",
      "exists exists $ENV{*}",
      "exists exists($ENV{*})",
      "read $ENV{*}",
    ],
  ),
  interpolated: /\$ENV\{\s*['"]?([A-Za-z_]\w*)['"]?\s*\}/g,
  joints: "-> % $ @ &",
  fallbacks: ["||", "//", "&&", "?", "or", "and"],
  comparisons: "eq ne",
  demands: ["|| die", "// die", "or die", "|| croak", "// croak", "or croak", "|| confess"],
  before: ["!", "not", "defined", "defined("],
  conditions: "if unless elsif while until",
  accessor: "$ENV{NAME}",
});
