/** A piece of a language with a place for others like it, `█`. */
export interface Nesting {
  readonly languageId: string;
  /** What stands in front of all of them. */
  readonly start: string;
  readonly around: readonly string[];
}

export const nestings: readonly Nesting[] = [
  {
    languageId: "typescriptreact",
    start: "",
    around: [
      "if (process.env.A) {█}",
      "if (!process.env.A) {█} else",
      "function f(env = process.env) {█}",
      "x(() => {█})",
      "process.env.A ? process.env.B : (█)",
      "process.env.A && (█)",
      "process.env.A || (█)",
      "!process.env.A || (█)",
      "[process.env.A, █]",
      "`${process.env.A█}`",
      "<div a={process.env.A}>█</div>",
      "<div>{process.env.A && █}</div>",
      "{ const env = process.env; env.A; █}",
      "const { A = █} = process.env",
      "const f = (x = process.env.A) => {█}",
      "class X { y = process.env.A; z() {█} }",
      "const a = process.env.A; if (!a) return; {█}",
      "while (process.env.A) {█}",
      "switch (process.env.A) { case 'x': █}",
      "try { process.env.A; █} catch {}",
      "if (process.env.A === 'x' && (█)) {}",
      "!(process.env.A█)",
      "f(process.env.A, █)",
      "({ env: { ...process.env, A: █} })",
      "spawn('x', { env: {█} })",
      "const x = {a: process.env.A, b: █}",
      "z.object({ A: █}).parse(process.env)",
      "const f = (n) => process.env[n]; f('A'); {█}",
      "if (process.env.A) { use(process.env.A) } █",
      "a = process.env.A; █",
      "const a = process.env.A ?? █;",
    ],
  },
  {
    languageId: "python",
    start: "import os\n",
    around: [
      "(os.getenv('A') or █)",
      "[os.getenv('A'), █]",
      "f(os.getenv('A'), █)",
      "x = os.getenv('A') or █",
      "{'A': os.environ['A'], 'b': █}",
      "(lambda os: █)",
      "f'{os.getenv(\"A\")} {█}'",
      "os.environ.get('A', █)",
      "(x := os.getenv('A')) and (█)",
      "not (os.getenv('A')█)",
    ],
  },
  {
    languageId: "go",
    start: "",
    around: [
      'if os.Getenv("A") != "" {█}',
      'func() { a := os.Getenv("A"); if a == "" { return }; █}()',
      'f(os.Getenv("A"), █)',
      'switch os.Getenv("A") { case "x": █}',
      'if a := os.Getenv("A"); a != "" {█}',
    ],
  },
  {
    languageId: "ruby",
    start: "",
    around: [
      "if ENV['A']\n█\nend",
      "def a\n x = ENV['A']\n█\nend",
      "ENV.fetch('A') {█}",
      "(ENV['A'] || █)",
      "f(ENV['A'], █)",
      "\"#{ENV['A'] █}\"",
      "unless ENV['A'] then █\nend",
      "begin\n ENV['A']\n█\nend",
    ],
  },
  {
    languageId: "php",
    start: "<?php\n",
    around: [
      "if (getenv('A')) {█}",
      "f(getenv('A'), █)",
      "(getenv('A') ?: █)",
      "function() { $a = getenv('A'); if (!$a) return; █}",
      "switch (getenv('A')) { case 'x': █}",
      "env('A', █)",
    ],
  },
  {
    languageId: "shellscript",
    start: "",
    around: [
      'if [ -n "$A" ]; then\n█\nfi',
      "${A:-█}",
      "$(echo $A █)",
      '"$A $(█)"',
      "f() {\n local a=$A\n█\n}",
      "( A=1; █)",
      "while [ $A ]; do\n█\ndone",
      "case $A in x) █;; esac",
      "[[ $A && (█) ]]",
      "$(( A + █))",
      "{ export A; █}",
    ],
  },
  {
    languageId: "rust",
    start: "use std::env;\n",
    around: [
      'if let Ok(x) = env::var("A") {█}',
      'f(env::var("A"), █)',
      'match env::var("A") { Ok(x) => {█} }',
      'fn a() { let x = env::var("A"); █}',
    ],
  },
  {
    languageId: "java",
    start: "",
    around: [
      'if (System.getenv("A") != null) {█}',
      'f(System.getenv("A"), █)',
      'void a() { String x = System.getenv("A"); █}',
    ],
  },
  {
    languageId: "csharp",
    start: "",
    around: [
      'if (Environment.GetEnvironmentVariable("A") != null) {█}',
      'f(Environment.GetEnvironmentVariable("A"), █)',
      '$"{Environment.GetEnvironmentVariable("A") + █}"',
    ],
  },
  {
    languageId: "kotlin",
    start: "",
    around: ['if (System.getenv("A") != null) {█}', 'System.getenv("A") ?: (█)', '"${System.getenv("A") + █}"'],
  },
  {
    languageId: "elixir",
    start: "",
    around: ['if System.get_env("A") do\n█\nend', '"#{System.get_env("A") <> █}"', 'fn -> System.get_env("A"); █ end'],
  },
  {
    languageId: "lua",
    start: "",
    around: ['if os.getenv("A") then\n█\nend', 'f(os.getenv("A"), █)', 'function() local a = os.getenv("A") █ end'],
  },
  {
    languageId: "perl",
    start: "",
    around: ["if ($ENV{A}) {█}", "($ENV{A} // █)", "sub { my $a = $ENV{A}; █}", "unless ($ENV{A}) {█}"],
  },
  {
    languageId: "powershell",
    start: "",
    around: ["if ($env:A) {█}", '"$($env:A █)"', "{ $env:A █}"],
  },
  {
    languageId: "c",
    start: "",
    around: ['if (getenv("A")) {█}', 'f(getenv("A"), █)'],
  },
  {
    languageId: "swift",
    start: "",
    around: [
      'if let a = ProcessInfo.processInfo.environment["A"] {█}',
      'guard let a = ProcessInfo.processInfo.environment["A"] else {█}',
    ],
  },
  {
    languageId: "dart",
    start: "",
    around: ["if (Platform.environment['A'] != null) {█}", "'${Platform.environment['A'] + █}'"],
  },
  {
    languageId: "scala",
    start: "",
    around: ['sys.env.get("A").map { x => █}', 's"${sys.env("A") + █}"', 'if (sys.env.contains("A")) {█}'],
  },
  {
    languageId: "groovy",
    start: "",
    around: ["if (System.getenv('A')) {█}", "\"${System.getenv('A') + █}\""],
  },
  {
    languageId: "r",
    start: "",
    around: ['if (Sys.getenv("A") != "") {█}', 'f(Sys.getenv("A"), █)'],
  },
  {
    languageId: "julia",
    start: "",
    around: ['if haskey(ENV, "A")\n█\nend', '"$(ENV["A"] * █)"', 'get(ENV, "A", █)'],
  },
  {
    languageId: "terraform",
    start: "",
    around: ['a { b = "${var.A█}" }', "a {█}", "[var.A, █]"],
  },
  {
    languageId: "dockercompose",
    start: "",
    around: ["services: {a: █}", "- ${A:-█}"],
  },
  {
    languageId: "yaml",
    start: "",
    around: ["a: {b: █}", "- - █"],
  },
  {
    languageId: "vue",
    start: "",
    around: ['<div :a="process.env.A">█</div>', "<script>if (process.env.A) {█}</script>"],
  },
  {
    languageId: "svelte",
    start: "",
    around: ["{#if process.env.A}█{/if}", "<div a={process.env.A}>█</div>"],
  },
  {
    languageId: "astro",
    start: "---\n---\n",
    around: ["<div a={process.env.A}>█</div>", "{process.env.A && <b>█</b>}"],
  },
];
