import type { Alias } from "./aliases";
import { getterLanguage } from "./getters";
import type { IdiomRow } from "./idioms";
import { occurrencesOf } from "./patterns";
import { doubleQuoted, rawUntil, singleQuoted, slashComments } from "./syntaxes";
import type { Tokens } from "./tokens";

/** Go. */
export const go = getterLanguage({
  id: "go",
  fileNames: ".go",
  lexical: {
    ...slashComments,
    strings: [doubleQuoted, singleQuoted, rawUntil("`", { open: "`" })],
  },
  idioms: [
    "read os.Getenv(NAME)",
    "exists _, ANY := os.LookupEnv(NAME)",
    "exists _, ANY = os.LookupEnv(NAME)",
    "optional os.LookupEnv(NAME)",
    "write os.Setenv(NAME",
    "delete os.Unsetenv(NAME)",
    "optional syscall.Getenv(NAME)",
    "write syscall.Setenv(NAME",
    "delete syscall.Unsetenv(NAME)",
    "write t.Setenv(NAME",
    "write b.Setenv(NAME",
    // Flags that may come from a variable: https://cli.urfave.org/v3/examples/flags/value-sources, https://pkg.go.dev/github.com/spf13/viper#BindEnv
    // Not what its first version calls `EnvVar`, as much of what is written for Kubernetes does, and would have to be read.
    "optional cli.EnvVars(EACH NAME",
    "optional EnvVars: []string{EACH NAME WITH cli",
    "optional .BindEnv(TEXT, NAME",
    // https://pkg.go.dev/github.com/alecthomas/kingpin/v2#FlagClause.Envar
    "optional .Envar(NAME)",
    // What a child process is handed: https://pkg.go.dev/os/exec#Cmd
    ...handedOver("append(os.Environ(), EACH", ""),
    ...[
      "append(ANY.Env, EACH",
      "append(ANY.ANY.Env, EACH",
      "append(ANY.ANY.ANY.Env, EACH",
      ".Env = []string{EACH",
      "Env: []string{EACH",
    ].flatMap((list) => handedOver(list, " WITH exec")),
  ],
  fields: [
    // Tags of caarlos0/env, sethvargo/go-envconfig, ilyakaznacheev/cleanenv and alecthomas/kong.
    {
      needle: "env:",
      pattern:
        /envPrefix:"|env:"[^"\n]*\bprefix=|`(?:(?=[^`\n]*(?:[",] *(?:required|notEmpty)[",]|\brequired:"(?!false)))|(?<spared>))(?:[^`\n]*?\s)?env:"(?<name>[A-Z][A-Z\d_]*)(?=[,"])/g,
    },
    // https://github.com/kelseyhightower/envconfig#struct-tag-support: fields of other structures are looked for by longer names first.
    {
      needle: 'envconfig:"',
      pattern:
        /^(?![^]*envconfig\.(?:Must)?Process\("",)|\bstruct\s*\{[^]*\bstruct\s*\{|`(?:(?=[^`\n]*\brequired:"true")(?![^`\n]*\bdefault:")|(?<spared>))(?:[^`\n]*?\s)?envconfig:"(?<name>[A-Z][A-Z\d_]*)"/g,
    },
  ],
  aliases: (tokens) => [...importedNames(tokens), ...testNames(tokens)],
  comparisons: "== !=",
  fallbacks: ['== ""', '!= ""'],
  before: ["if ANY :=", "if ANY, ANY :=", "if ANY =", "switch", "switch ANY :=", "cmp.Or(", "len(", '"" ==', '"" !='],
  through: ["TrimSpace", "ToLower", "ToUpper"].map((method) => `strings.${method}(`),
  variables: ["WORD :=", "var WORD =", "var WORD ANY ="],
  definers: "func",
  accessor: 'os.Getenv("NAME")',
});

function handedOver(list: string, companion: string): readonly IdiomRow[] {
  return [`write ${list} PAIR${companion}`, `write ${list} fmt.Sprintf(PAIR${companion}`];
}

const packages = ["os", "syscall"];

/** `import name "os"`. Another package that is called `os` in a text hides the one that is meant. */
function importedNames(tokens: Tokens): readonly Alias[] {
  const found: Alias[] = [];
  for (const path of importsOf(tokens)) {
    const spelling = tokens.spelling(path);
    const isNamed = tokens.isWord(path - 1) && !tokens.is(path - 1, "import");
    const word = isNamed ? tokens.spelling(path - 1) : spelling.slice(spelling.lastIndexOf("/") + 1);
    const isOurs = packages.includes(spelling);
    if (isOurs && word !== spelling) found.push({ word, standsFor: spelling });
    if (!isOurs && packages.includes(word)) found.push({ word, standsFor: word, holdsAt: () => false });
  }
  return found;
}

/** What a test calls itself by, if not by the customary names: `c *testing.T`. */
function testNames(tokens: Tokens): readonly Alias[] {
  const words = Array.from(occurrencesOf(tokens, "testing"), (index) => {
    const before = tokens.is(index - 1, "*") ? index - 2 : index - 1;
    return tokens.isWord(before) && tokens.isAny(index + 2, "T B F TB") ? tokens.spelling(before) : "t";
  });
  return [...new Set(words)].filter((word) => word !== "t" && word !== "b").map((word) => ({ word, standsFor: "t" }));
}

/** The paths of all imports; they stand before everything else that is declared. */
function* importsOf(tokens: Tokens): Generator<number> {
  for (let index = 0; index < tokens.count && !tokens.isAny(index, "func type var const"); index++)
    if (tokens.isLiteral(index)) yield index;
}
