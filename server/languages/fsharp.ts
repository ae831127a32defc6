import { environmentIdioms } from "./dotnet";
import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import { blockCommentReader } from "./compiledTable";
import { character, delimited, firstOf, opaque } from "./readers";
import { bracesFilledIn, longQuoted } from "./syntaxes";

const raw = longQuoted('"""', { escape: "none" });
const plain = longQuoted('"');
const verbatim = longQuoted('@"', { close: '"', escape: "doubled" });

/** F#, where an argument stands in parentheses or right behind the function. */
export const fsharp = getterLanguage({
  id: "fsharp",
  fileNames: ".fs .fsx .fsi",
  lexical: {
    lineComments: ["//"],
    strings: [raw, plain, verbatim],
    readers: {
      "'": character,
      "(": firstOf(opaque(/\(\*\)/y), blockCommentReader({ open: "(*", close: "*)", nested: true })),
      $: firstOf(
        delimited(/\$"""/y, () => ({ ...raw, ...bracesFilledIn })),
        delimited(/\$"/y, () => ({ ...plain, ...bracesFilledIn })),
      ),
    },
  },
  idioms: [
    ...environmentIdioms(["Environment.", "System.Environment."], "(NAME"),
    "read Environment.GetEnvironmentVariable NAME",
    "read System.Environment.GetEnvironmentVariable NAME",
    // https://fake.build/reference/fake-core-environment.html
    "read Environment.environVar NAME",
    ...forEachOf(["OrDefault", "OrNone"], ["optional Environment.environVar* NAME"]),
    "exists Environment.hasEnvironVar NAME",
  ],
  fallbacks: [
    "|> Option.ofObj",
    "|> Option.ofNull",
    "|> isNull",
    "= null",
    "<> null",
    "|> String.IsNullOrEmpty",
    "<> TEXT",
  ],
  before: [
    "Option.ofObj(",
    "Option.ofObj <|",
    "isNull(",
    "String.IsNullOrEmpty(",
    "String.IsNullOrWhiteSpace(",
    "match",
  ],
  comparisons: "=",
  accessor: 'Environment.GetEnvironmentVariable("NAME")',
});
