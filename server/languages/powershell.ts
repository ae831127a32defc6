import { getterLanguage } from "./getters";
import type { Use } from "./idioms";
import { delimited, firstOf } from "./readers";

/** Names of drives and commands do not depend on case; these are the ways people write them. */
const drives = ["env", "Env", "ENV"];

const onDrive: readonly (readonly [Use, string])[] = drives.flatMap((drive) => [
  ["delete", `Remove-Item ${drive}:WORD`],
  ["delete", `Remove-Item ${drive}:\\WORD`],
  ["delete", `Remove-Item -Path ${drive}:WORD`],
  ["delete", `Remove-Item -Path ${drive}:\\WORD`],
  ["delete", `Remove-Item -Force ${drive}:WORD`],
  ["delete", `Remove-Item -Force ${drive}:\\WORD`],
  ["exists", `Test-Path ${drive}:WORD`],
  ["exists", `Test-Path ${drive}:\\WORD`],
  ["exists", `Test-Path -Path ${drive}:WORD`],
  ["exists", `Test-Path -Path ${drive}:\\WORD`],
  ["write", `Set-Item ${drive}:WORD`],
  ["write", `Set-Item -Path ${drive}:WORD`],
  ["read", `Get-Item ${drive}:WORD`],
  ["read", `Get-Item ${drive}:\\WORD`],
  ["read", `$${drive}:WORD`],
  ["read", `\${${drive}:WORD`],
]);

const onClass = ["Environment", "System.Environment"].flatMap(
  (type) =>
    [
      ["read", `[${type}]::GetEnvironmentVariable(NAME`],
      ["delete", `[${type}]::SetEnvironmentVariable(NAME, $null`],
      ["write", `[${type}]::SetEnvironmentVariable(NAME`],
    ] as const,
);

/** PowerShell. */
export const powershell = getterLanguage({
  id: "powershell",
  languageIds: ["powershell"],
  fileNames: [".ps1", ".psm1", ".psd1"],
  lexical: {
    blockComments: [{ open: "<#", close: "#>" }],
    lineComments: ["#"],
    strings: [
      { open: '"', close: '"', escape: "backtick", multiline: true, hole: "$(" },
      { open: "'", close: "'", escape: "doubled", multiline: true },
    ],
    readers: {
      "@": firstOf(
        delimited(/@"(?=[ \t]*\r?\n)/y, () => ({
          open: "",
          close: '\n"@',
          escape: "backtick",
          multiline: true,
          hole: "$(",
        })),
        delimited(/@'(?=[ \t]*\r?\n)/y, () => ({ open: "", close: "\n'@", escape: "none", multiline: true })),
      ),
    },
  },
  idioms: [...onDrive, ...onClass],
  interpolated: /\$\{?env:([A-Za-z_]\w*)/gi,
  joints: ". ->",
  fallbacks: ["??", "?.", "?", "-eq $null", "-ne $null", "-and", "-or"],
  before: ["!", "-not", "IsNullOrEmpty(", "IsNullOrWhiteSpace(", "$null -eq", "$null -ne"],
  conditions: "if elseif while",
  accessor: (name) => `$env:${name}`,
});
