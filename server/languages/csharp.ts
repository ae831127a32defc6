import { imported } from "./aliases";
import { environmentIdioms } from "./dotnet";
import { getterLanguage } from "./getters";
import type { IdiomRow } from "./idioms";
import { forEachOf } from "./idioms";
import type { LexicalTable, StringForm } from "./lexicalTable";
import { delimited, firstOf } from "./readers";
import { bracesFilledIn, doubleQuoted, longQuoted, rawUntil, singleQuoted, slashComments } from "./syntaxes";

const verbatim: StringForm = longQuoted('@"', { close: '"', escape: "doubled" });
const interpolatedVerbatim: StringForm = { ...verbatim, ...bracesFilledIn };
const interpolated: StringForm = { ...doubleQuoted, ...bracesFilledIn };

/** `"""`, or with more quotes when the text has three in a row. */
const raw = delimited(/"{3,}/y, ([quotes]) => rawUntil(quotes));

/** As many `$` as braces start a hole. */
const rawInterpolated = delimited(/(\$+)("{3,})/y, ([, dollars = "", quotes = ""]) => {
  const hole = "{".repeat(dollars.length);
  return rawUntil(quotes, { hole, noHole: `${hole}{` });
});

const lexical: LexicalTable = {
  ...slashComments,
  strings: [doubleQuoted, singleQuoted, verbatim],
  readers: {
    '"': raw,
    $: firstOf(
      rawInterpolated,
      delimited(/\$@"/y, () => interpolatedVerbatim),
      delimited(/\$"/y, () => interpolated),
    ),
    "@": delimited(/@\$"/y, () => interpolatedVerbatim),
  },
};

/** What a child process is handed: https://learn.microsoft.com/dotnet/api/system.diagnostics.processstartinfo.environment */
const environments: readonly IdiomRow[] = [
  "write .*[NAME] =",
  "write .*.Add(NAME,",
  "write .*.TryAdd(NAME,",
  "delete .*.Remove(NAME)",
  "write * = {EACH [NAME] =",
];
const childIdioms: readonly IdiomRow[] = [
  "write .StartInfo.Environment[NAME] =",
  ...forEachOf(["EnvironmentVariables"], environments),
  // The word alone is in many files, and mostly means something else.
  ...forEachOf(
    ["Environment"],
    environments.map((row): IdiomRow => `${row} WITH ProcessStartInfo`),
  ),
];

/** Settings that the environment is one source of: https://learn.microsoft.com/dotnet/core/extensions/configuration */
const settings = forEachOf(
  ["ANY.ANY.Configuration", "ANY.Configuration", "Configuration", "configuration", "_configuration"],
  [
    "read *[KEY]",
    "read *.GetValue<string>(KEY)",
    // Of other types, there is always a value.
    "optional *.GetValue<ANY>(KEY",
    "optional *.GetValue<ANY?>(KEY",
  ],
);

/** C#. `GetEnvironmentVariable` alone is the one of `using static System.Environment`. */
export const csharp = getterLanguage({
  id: "csharp",
  languageIds: "csharp razor aspnetcorerazor",
  fileNames: ".cs .csx .cshtml .razor",
  lexical,
  idioms: [...environmentIdioms(["Environment.", "System.Environment.", ""], "(NAME"), ...settings, ...childIdioms],
  fallbacks: [
    "??",
    "?.",
    "== null",
    "!= null",
    "is null",
    "is not null",
    "is string",
    "is {",
    "is not {",
    "is var",
    "is TEXT",
    "?",
  ],
  comparisons: "== !=",
  demands: ["?? throw"],
  before: [
    "null ==",
    "null !=",
    "TEXT.Equals(",
    "TryParse(",
    "Convert.ToBoolean(",
    ...["string.", "String.", ""].flatMap((owner) =>
      ["Equals", "IsNullOrEmpty", "IsNullOrWhiteSpace"].map((method) => `${owner}${method}(`),
    ),
  ],
  aliases: imported(
    ["GetEnvironmentVariable", "SetEnvironmentVariable", "GetEnvironmentVariables"],
    ["using static System.Environment;"],
    lexical,
  ),
  variables: ["ANY WORD =", "ANY? WORD ="],
  isScript: true,
  definers: "*",
  accessor: 'Environment.GetEnvironmentVariable("NAME")',
});
