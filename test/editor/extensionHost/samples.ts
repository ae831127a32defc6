/** A file of some language: where somebody types, what, and what the line is after a name has been taken. */
export interface Sample {
  readonly file: string;
  /** With `█` where the typing starts. */
  readonly text: string;
  readonly typed: string;
  readonly after: string;
}

/** For every family of languages one at least. Most of them VS Code takes for plain text, as nothing for them is installed. */
export const samples: readonly Sample[] = [
  at("sample.js", "const key = █;\n", "process.env.", "const key = process.env.STRIPE_KEY;"),
  at(
    "sample.ts",
    "export const key: string = █;\n",
    'process.env["',
    'export const key: string = process.env["STRIPE_KEY"];',
  ),
  at(
    "sample.tsx",
    "export const view = <p>{█}</p>;\n",
    "process.env.",
    "export const view = <p>{process.env.STRIPE_KEY}</p>;",
  ),
  at("sample.mjs", "const { env } = process;\nuse(█);\n", "env.", "use(env.STRIPE_KEY);"),
  at(
    "sample.vue",
    "<template>\n  <p>{{ █ }}</p>\n</template>\n",
    "import.meta.env.",
    "  <p>{{ import.meta.env.STRIPE_KEY }}</p>",
  ),
  at(
    "sample.svelte",
    '<script lang="ts">\n  const key = █;\n</script>\n<p>{key}</p>\n',
    "import.meta.env.",
    "  const key = import.meta.env.STRIPE_KEY;",
  ),
  at(
    "sample.astro",
    "---\nconst key = █;\n---\n<p>{key}</p>\n",
    "import.meta.env.",
    "const key = import.meta.env.STRIPE_KEY;",
  ),
  at("sample.py", "import os\n\nkey = █\n", 'os.environ["', 'key = os.environ["STRIPE_KEY"]'),
  at("sample.go", "package main\n\nfunc main() {\n\tuse(█)\n}\n", 'os.Getenv("', '\tuse(os.Getenv("STRIPE_KEY"))'),
  at("sample.rb", "key = █\n", 'ENV.fetch("', 'key = ENV.fetch("STRIPE_KEY")'),
  at("sample.erb", "<p><%= █ %></p>\n", 'ENV["', '<p><%= ENV["STRIPE_KEY"] %></p>'),
  at(
    "sample.rs",
    "fn main() {\n    let key = █;\n}\n",
    'std::env::var("',
    '    let key = std::env::var("STRIPE_KEY");',
  ),
  at(
    "Sample.java",
    "class Sample {\n  String key = █;\n}\n",
    'System.getenv("',
    '  String key = System.getenv("STRIPE_KEY");',
  ),
  at("Sample.kt", "fun main() {\n  val key = █\n}\n", 'System.getenv("', '  val key = System.getenv("STRIPE_KEY")'),
  at("Sample.scala", "object Sample {\n  val key = █\n}\n", 'sys.env("', '  val key = sys.env("STRIPE_KEY")'),
  at("sample.gradle", "def key = █\n", "System.getenv('", "def key = System.getenv('STRIPE_KEY')"),
  at(
    "Sample.cs",
    "class Sample\n{\n    string key = █;\n}\n",
    'Environment.GetEnvironmentVariable("',
    '    string key = Environment.GetEnvironmentVariable("STRIPE_KEY");',
  ),
  at(
    "Sample.fs",
    "let key = █\n",
    'Environment.GetEnvironmentVariable("',
    'let key = Environment.GetEnvironmentVariable("STRIPE_KEY")',
  ),
  at("sample.php", "<?php\n$key = █;\n", "getenv('", "$key = getenv('STRIPE_KEY');"),
  at("sample.c", "int main(void) {\n  use(█);\n}\n", 'getenv("', '  use(getenv("STRIPE_KEY"));'),
  at("sample.cpp", "int main() {\n  use(█);\n}\n", 'std::getenv("', '  use(std::getenv("STRIPE_KEY"));'),
  at("sample.ex", "key = █\n", 'System.fetch_env!("', 'key = System.fetch_env!("STRIPE_KEY")'),
  at("sample.lua", "local key = █\n", 'os.getenv("', 'local key = os.getenv("STRIPE_KEY")'),
  at("sample.dart", "final key = █;\n", "Platform.environment['", "final key = Platform.environment['STRIPE_KEY'];"),
  at(
    "sample.swift",
    "let key = █\n",
    'ProcessInfo.processInfo.environment["',
    'let key = ProcessInfo.processInfo.environment["STRIPE_KEY"]',
  ),
  at("sample.pl", "my $key = █;\n", "$ENV{", "my $key = $ENV{STRIPE_KEY};"),
  at("sample.R", "key <- █\n", 'Sys.getenv("', 'key <- Sys.getenv("STRIPE_KEY")'),
  at("sample.jl", "key = █\n", 'ENV["', 'key = ENV["STRIPE_KEY"]'),
  at("sample.ps1", "Write-Host █\n", "$env:", "Write-Host $env:STRIPE_KEY"),
  at("sample.sh", '#!/bin/sh\ncurl "█"\n', "${", 'curl "${STRIPE_KEY}"'),
  at("Dockerfile", "FROM node:22\nRUN echo █\n", "${", "RUN echo ${STRIPE_KEY}"),
  at("sample.prisma", "url = █\n", 'env("', 'url = env("STRIPE_KEY")'),
  at("sample.hcl", "key = █\n", 'get_env("', 'key = get_env("STRIPE_KEY")'),
  at("compose.yaml", "services:\n  web:\n    image: █\n", "web:${", "    image: web:${STRIPE_KEY}"),
  at(
    ".github/workflows/sample.yml",
    "on: push\njobs:\n  test:\n    steps:\n      - run: █\n",
    "${{ secrets.",
    "      - run: ${{ secrets.STRIPE_KEY}}",
  ),
  at("sample.json", '{ "key": "█" }\n', "<", '{ "key": "<STRIPE_KEY>" }'),
  at("mcp.json", '{ "env": { "KEY": "█" } }\n', "${env:", '{ "env": { "KEY": "${env:STRIPE_KEY}" } }'),
  at("serverless.yml", "service: a\nprovider:\n  key: █\n", "${env:", "  key: ${env:STRIPE_KEY}"),
  at("sample.toml", 'key = "█"\n', "<", 'key = "<STRIPE_KEY>"'),
  at(".env", "KEY=█\n", "<", "KEY=<STRIPE_KEY>"),
  at("sample.md", "Send █ along.\n", "<secret>", "Send <secret>STRIPE_KEY</secret> along."),
  at("sample.txt", "Send █ along.\n", "<", "Send <STRIPE_KEY> along."),
];

function at(file: string, text: string, typed: string, after: string): Sample {
  return { file, text, typed, after };
}
