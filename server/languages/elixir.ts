import { getterLanguage } from "./getters";
import { delimited, opaque } from "./readers";
import { closerOf, longQuoted, rawUntil, tripleQuoted } from "./syntaxes";

/** `~s(text)`, `~r/expression/`; in capitals nothing in it is special. */
const sigil = delimited(/~([a-z]|[A-Z]+)("""|'''|[/|"'([{<])/y, ([, letter = "", open = ""]) => {
  const close = closerOf.get(open) ?? open;
  return letter === letter.toUpperCase() ? rawUntil(close) : longQuoted(close, { open: "", hole: "#{" });
});

/** Elixir. */
export const elixir = getterLanguage({
  id: "elixir",
  languageIds: "elixir phoenix-heex eex html-eex",
  fileNames: ".ex .exs",
  lexical: {
    lineComments: ["#"],
    strings: [
      { ...tripleQuoted, hole: "#{" },
      longQuoted("'''", { hole: "#{" }),
      longQuoted('"', { hole: "#{" }),
      longQuoted("'", { hole: "#{" }),
    ],
    readers: { "~": sigil, "?": opaque(/(?<![\w)\]}])\?(?:\\.|[^\s\w])/y) },
  },
  idioms: [
    "optional System.get_env(NAME,",
    "give System.get_env(NAME)",
    "give System.get_env NAME",
    "read System.fetch_env!(NAME)",
    "read System.fetch_env! NAME",
    "optional System.fetch_env(NAME)",
    // https://hexdocs.pm/dotenvy/Dotenvy.html#env!/3
    "optional env!(NAME, :ANY, WITH Dotenvy",
    "read env!(NAME WITH Dotenvy",
    "write System.put_env(NAME",
    "write System.put_env(%{EACH NAME =>",
    "write System.put_env([EACH {NAME,",
    "delete System.delete_env(NAME)",
    "give NAME |> System.get_env()",
    "read NAME |> System.fetch_env!()",
    // What a child process is handed: https://hexdocs.pm/elixir/System.html#cmd/3
    "write env: [EACH {NAME, WITH cmd",
  ],
  // What libraries read when they start, and what they do without it differs: https://hexdocs.pm/ex_aws, https://hexdocs.pm/confex
  fields: [{ needle: "{:system, ", pattern: /\{:system, (?<spared>)(?::\w+, )?"(?<name>[A-Z][A-Z\d_]*)"/g }],
  // The arrow stands behind a condition of `cond`.
  fallbacks: ["||", "&&", "->", "== nil", "!= nil", "|> is_nil(", "|> case", "not in", "in"],
  comparisons: "== !=",
  failing: "fetch_env",
  demands: ["|| raise"],
  before: ["!", "not", "is_nil(", "case", "if("],
  conditions: "if unless until",
  variables: ["WORD ="],
  functions: "def defp test setup",
  isScript: true,
  definers: "def defp",
  accessor: 'System.fetch_env!("NAME")',
});
