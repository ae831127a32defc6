import { getterLanguage } from "./getters";
import type { IdiomRow } from "./idioms";
import { forEachOf } from "./idioms";
import { delimited, firstOf } from "./readers";
import { longQuoted, rawUntil } from "./syntaxes";

/** Names of drives and commands do not depend on case; these are the ways people write them. */
const drives = ["env", "Env", "ENV"];

const commands = ["delete Remove-Item", "exists Test-Path", "write Set-Item", "read Get-Item"].flatMap((command) =>
  ["", "-Path ", "-Force "].flatMap((option) => [`${command} ${option}*:WORD`, `${command} ${option}*:\\WORD`]),
) as readonly IdiomRow[];

const onDrive = forEachOf(drives, [...commands, "read $*:WORD", "read ${*:WORD"]);

const onClass = forEachOf(
  ["Environment", "System.Environment"],
  [
    "read [*]::GetEnvironmentVariable(NAME",
    "delete [*]::SetEnvironmentVariable(NAME, $null",
    "write [*]::SetEnvironmentVariable(NAME",
  ],
);

/** PowerShell. */
export const powershell = getterLanguage({
  id: "powershell",
  fileNames: ".ps1 .psm1 .psd1",
  lexical: {
    blockComments: [{ open: "<#", close: "#>" }],
    lineComments: ["#"],
    strings: [longQuoted('"', { escape: "backtick", hole: "$(" }), longQuoted("'", { escape: "doubled" })],
    readers: {
      "@": firstOf(
        delimited(/@"(?=[ \t]*\r?\n)/y, () => longQuoted('\n"@', { open: "", escape: "backtick", hole: "$(" })),
        delimited(/@'(?=[ \t]*\r?\n)/y, () => rawUntil("\n'@")),
      ),
    },
  },
  idioms: [...onDrive, ...onClass],
  interpolated: /(?<!`)\$\{?env:([A-Za-z_]\w*)/gi,
  joints: ".",
  fallbacks: ["??", "?.", "?", "-eq $null", "-ne $null", "-eq TEXT", "-ne TEXT", "-and", "-or"],
  before: ["!", "-not", "IsNullOrEmpty(", "IsNullOrWhiteSpace(", "$null -eq", "$null -ne"].concat([
    "TEXT -eq",
    "TEXT -ne",
  ]),
  conditions: "if elseif while switch",
  variables: ["$WORD ="],
  functions: "function",
  isScript: true,
  accessor: "$env:NAME",
});
