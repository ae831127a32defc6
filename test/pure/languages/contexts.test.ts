import assert from "node:assert/strict";
import { contextAt } from "./check";

/** Language, half-typed text with the cursor, and what is being typed there. */
const table: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  typescript: [
    ["process.env.█", "accessor [█]"],
    ["process.env.█\nstart();", "accessor [█]"],
    ["process.env.OPE█N", "accessor [OPE█N]"],
    ["process.env?.█", "accessor [█]"],
    ['process.env["█', 'accessor [█]"]'],
    ["process.env['█']", "accessor [█]"],
    ['start(process.env["█);', 'accessor [█]"]'],
    // The quote is closed, and the bracket is not.
    ['const a = process.env["█"\nconst b = { c: 1 };', 'accessor [█"]"]'],
    ['start(process.env["OP█EN");', 'accessor [OP█EN"]"]'],
    ['const a = my["█"\nconst b = 1;', "none"],
    ["import.meta.env.█", "accessor [█]"],
    ['"<█"', "angle [<█]"],
    ['"<OP█EN>"', "angle [<OP█EN>]"],
    ['"Bearer <█', "angle [<█]"],
    ["`Bearer <█`", "angle [<█]"],
    ['"<secret>█"', "tag [█]</secret>"],
    ['"<secret>OP█EN</secret>"', "tag [OP█EN]"],
    ["a <█", "none"],
    ["const list: Array<█", "none"],
    ["// <█", "none"],
    ["// process.env.█", "none"],
    ["my.env.█", "none"],
  ],
  typescriptreact: [
    ["const a = <█", "none"],
    ["const a = <p><█</p>", "none"],
    ["const a = <p>{process.env.█}</p>", "accessor [█]"],
    ['const a = <input title="<█" />', "angle [<█]"],
  ],
  python: [
    ['os.environ["█', 'accessor [█]"]'],
    ['os.getenv("█', 'accessor [█]")'],
    ['a = os.environ["█"\nb = { "c": 1 }', 'accessor [█"]"]'],
    ['a = os.getenv("█"\nb = 1', 'accessor [█"]")'],
    ['a = os.getenv("█",\n  "b")', "accessor [█]"],
    ['a = os.getenv(\n  "█"\n)', "accessor [█]"],
    ["# <█", "none"],
  ],
  ruby: [['ENV["█', 'accessor [█]"]']],
  go: [
    ['type T struct {\n\tA string `env:"OP█EN,required"`\n}', "accessor [OP█EN]"],
    ['type T struct {\n\tA string `env:"█"`\n}', "accessor [█]"],
    ['func env(key string) string { return os.Getenv(key) }\nvar a = env("█', 'accessor [█]")'],
    ['func env(key string) string { return os.Getenv(key) }\nvar a = env("OP█EN")', "accessor [OP█EN]"],
    ['func env(key string) string { return os.Getenv("KEY") }\nvar a = env("█")', "none"],
    ['os.Getenv("█")', "accessor [█]"],
    ['a := os.Getenv("█"\nb := f(x)', 'accessor [█"]")'],
  ],
  rust: [
    ['env::var("█', 'accessor [█]")'],
    ['std::env::var("OP█")', "accessor [OP█]"],
    ['println!("{}", env!("█"));', "accessor [█]"],
    ['set("<█")', "angle [<█]"],
    ['env::set_var("█", "")', "none"],
    ["let a: Vec<█", "none"],
  ],
  java: [
    ['System.getenv("█', 'accessor [█]")'],
    ['System.getenv().getOrDefault("█", "")', "accessor [█]"],
  ],
  kotlin: [
    ['System.getenv("█")', "accessor [█]"],
    // Where nothing is known of the language, brackets close by themselves, and quotes do not.
    ['val a = System.getenv("█)', 'accessor [█]"'],
    ['start(System.getenv("█))', 'accessor [█]"'],
    ['start(System.getenv("█)', 'accessor [█]")'],
    ['  }) + System.getenv("█', 'accessor [█]")'],
    ['start(a(), System.getenv("█)\n)', 'accessor [█]")'],
  ],
  scala: [['sys.env("█', 'accessor [█]")']],
  groovy: [["System.getenv('█')", "accessor [█]"]],
  csharp: [
    ['Environment.GetEnvironmentVariable("█', 'accessor [█]")'],
    ['var a = Environment.GetEnvironmentVariable("OP█EN");', "accessor [OP█EN]"],
  ],
  fsharp: [['Environment.GetEnvironmentVariable "█"', "accessor [█]"]],
  php: [
    ["<?php $a = getenv('█');", "accessor [█]"],
    ["<?php $a = $_ENV['█", "accessor [█]']"],
    ["<?php $a = env('█", "accessor [█]')"],
    ["getenv('█", "accessor [█]')"],
    ["<p><█</p><?php", "none"],
  ],
  c: [['getenv("█', 'accessor [█]")']],
  cpp: [['std::getenv("█")', "accessor [█]"]],
  elixir: [['System.fetch_env!("█', 'accessor [█]")']],
  lua: [['os.getenv("█', 'accessor [█]")']],
  prisma: [['url = env("█', 'accessor [█]")']],
  dart: [["Platform.environment['█", "accessor [█]']"]],
  swift: [['ProcessInfo.processInfo.environment["█', 'accessor [█]"]']],
  perl: [
    ["$ENV{█", "accessor [█]}"],
    ["print $ENV{OP█};", "accessor [OP█]"],
    ["$ENV{'█", "accessor [█]'}"],
    ["my $h = {█", "none"],
  ],
  r: [['Sys.getenv("█', 'accessor [█]")']],
  julia: [
    ['ENV["█', 'accessor [█]"]'],
    ['get(ENV, "█', 'accessor [█]"'],
  ],
  powershell: [
    ["$env:█", "accessor [█]"],
    ["Write-Host $env:OP█", "accessor [OP█]"],
    ['"$env:█"', "accessor [█]"],
    ['[Environment]::GetEnvironmentVariable("█', 'accessor [█]")'],
    ["# $env:█", "none"],
  ],
  shellscript: [
    ["echo $█", "accessor [█]"],
    ['echo "$OP█EN"', "accessor [OP█EN]"],
    ["echo ${█", "accessor [█]}"],
    ["echo ${OP█:-default}", "accessor [OP█]"],
    ["source ./library.sh\necho $█", "accessor [█]"],
    ["echo '$█'", "none"],
    ["# $█", "none"],
    ["cat <█", "none"],
    ['curl "<█"', "angle [<█]"],
    ["echo $own; echo $ow█n $own", "accessor [ow█n]"],
  ],
  dockerfile: [
    ["RUN echo $█", "accessor [█]"],
    ["FROM node:${█", "accessor [█]}"],
    ["# $█", "none"],
  ],
  dockercompose: [
    ["services:\n  web:\n    image: web:${█", "accessor [█]}"],
    ["services:\n  web:\n    image: web:${█}", "accessor [█]"],
    ["services:\n  web:\n    environment:\n      - OP█", "accessor [OP█]"],
    ["services:\n  web:\n    image: █", "none"],
  ],
  "github-actions-workflow": [
    ["on: push\njobs:\n  a:\n    steps:\n      - run: ${{ secrets.█ }}", "accessor [█]"],
    ["on: push\njobs:\n  a:\n    steps:\n      - run: ${{ secrets.█", "accessor [█]"],
    ["on: push\njobs:\n  a:\n    steps:\n      - run: ${{ env.OP█EN }}", "accessor [OP█EN]"],
    ["on: push\njobs:\n  a:\n    steps:\n      - run: secrets.█", "none"],
  ],
  terraform: [['get_env("█', 'accessor [█]")']],
  yaml: [
    ["apiVersion: v1\nspec:\n  secretKeyRef:\n    key: █", "accessor [█]"],
    ["name: █", "none"],
    ["a: ${env:█", "accessor [█]}"],
    ["a: ${env:OP█EN}", "accessor [OP█EN]"],
    ["a: \"{{ env_var('█", "accessor [█]')"],
    ["a: os.environ/█", "accessor [█]"],
    ["api_key_env: █\nb: c", "accessor [█]"],
    ["key: <█", "angle [<█]"],
    ["# <█", "none"],
  ],
  json: [
    ['{ "key": "<█" }', "angle [<█]"],
    ['{ "key": "${env:█" }', "accessor [█]}"],
    ['{ "mcpServers": { "a": { "env": { "KEY": "${█" } } } }', "accessor [█]}"],
    ['{ "key": "${█" }', "none"],
  ],
  toml: [['key = "env(█)"', "accessor [█]"]],
  dotenv: [["KEY=<█", "angle [<█]"]],
  markdown: [
    ["<█", "angle [<█]"],
    ["Use <secret>█", "tag [█]</secret>"],
  ],
  plaintext: [["Use <OPEN█", "angle [<OPEN█]"]],
};

describe("What is being typed", () => {
  for (const [languageId, rows] of Object.entries(table))
    for (const [marked, expected] of rows)
      it(`in ${languageId} at ${JSON.stringify(marked)} is ${expected}`, () => {
        assert.equal(contextAt(languageId, marked), expected);
      });
});
