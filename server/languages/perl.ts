import { getterLanguage } from "./getters";
import type { IdiomRow } from "./idioms";
import { forEachOf } from "./idioms";
import { perlSyntax } from "./perlSyntax";
import { isProvided } from "./php";

/** Perl. */
export const perl = getterLanguage({
  id: "perl",
  fileNames: ".pl .pm .t .psgi .cgi cpanfile",
  lexical: perlSyntax,
  idioms: [
    ...forEachOf(
      ["NAME", "WORD"],
      [
        "delete delete $ENV{*}",
        "delete delete($ENV{*})",
        "delete delete local $ENV{*}",
        "write local $ENV{*}",
        "exists exists $ENV{*}",
        "exists exists($ENV{*})",
        "read $ENV{*}",
      ],
    ),
    ...forEachOf(["delete delete", "delete delete local", "write local", "read"], ["* @ENV{EACH NAME" as IdiomRow]),
  ],
  interpolated: /(?<!\\)\$ENV\{\s*['"]?([A-Za-z_]\w*)['"]?\s*\}/g,
  // What a web server hands to a script: RFC 3875. A proxy is the script's own.
  isBuiltIn: (name) => isProvided(name) && name !== "HTTP_PROXY",
  joints: "-> % $ @ &",
  fallbacks: ["||", "//", "&&", "?", "or", "and"],
  comparisons: "eq ne",
  demands: ["|| die", "// die", "or die", "|| croak", "// croak", "or croak", "|| confess"],
  before: ["!", "not", "defined", "defined("],
  conditions: "if unless elsif while until",
  variables: ["my $WORD ="],
  isScript: true,
  accessor: "$ENV{NAME}",
});
