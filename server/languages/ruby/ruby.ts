import type { GetterTable } from "../getters";
import { getterLanguage } from "../getters";
import type { IdiomRow } from "../idioms";
import { forEachOf } from "../idioms";
import { rubySyntax, templateSyntax } from "./syntax";

const idioms = forEachOf(
  ["ENV", "::ENV"],
  [
    "write *[NAME], *[NAME] =",
    "write *[NAME], *[NAME], *[NAME] =",
    // A flag: api.rubyonrails.org/classes/ActiveModel/Type/Boolean.html
    "optional ActiveModel::Type::Boolean.new.cast(*[NAME])",
    "read *[NAME]",
    "optional *.fetch(NAME,",
    "optional *.fetch(NAME) {",
    "optional *.fetch(NAME) do",
    "optional *.fetch NAME,",
    "read *.fetch NAME",
    "read *.fetch(NAME",
    "read *.dig(NAME",
    "read *.values_at(EACH NAME",
    "optional *.slice(EACH NAME",
    ...["key", "has_key", "include", "member"].flatMap((method): readonly IdiomRow[] => [
      `exists *.${method}?(NAME)`,
      `exists *.${method}? NAME`,
    ]),
    "write *.store(NAME",
    "delete *.delete(NAME",
    "delete *.delete NAME",
    "write *.update(EACH NAME =>",
    "write *.merge!(EACH NAME =>",
  ],
);

/** What a child process is handed: https://docs.ruby-lang.org/en/3.4/Open3.html */
const childIdioms = forEachOf(
  ["capture2", "capture2e", "capture3", "popen2", "popen2e", "popen3"].map((method) => `Open3.${method}`),
  ["write *({EACH NAME =>"],
);

const common: Omit<GetterTable, "id" | "languageIds" | "fileNames" | "lexical"> = {
  idioms: [
    ...idioms,
    ...childIdioms,
    // https://github.com/bkeepers/dotenv#required-keys, https://github.com/laserlemon/figaro#required-keys
    ...forEachOf(["Dotenv", "Figaro"], ["read *.require_keys(EACH NAME", "read *.require_keys NAME"]),
    "write spawn({EACH NAME =>",
    "write Process.spawn({EACH NAME =>",
    "write system({EACH NAME => WITH ENV",
  ],
  joints: ". :: &.",
  fallbacks: [
    "||",
    "&&",
    "&.",
    "?",
    "or",
    "and",
    ".to_s",
    ".to_i",
    ".nil?",
    ".blank?",
    ".present?",
    ".presence",
    ".try(",
  ].concat(["== nil", "!= nil", ".empty?"]),
  comparisons: "== !=",
  failing: "fetch",
  demands: ["|| raise", "|| abort", "|| fail", "or raise", "or abort", ".presence || raise"],
  before: ["!", "!!", "not", "default:"],
  conditions: "if unless elsif while until case",
  variables: ["WORD ="],
  functions: "def",
  blocks: "do",
  isScript: true,
  definers: "def",
  accessor: 'ENV.fetch("NAME")',
};

/** Ruby. */
export const ruby = getterLanguage({
  ...common,
  id: "ruby",
  languageIds: "ruby slim haml",
  fileNames:
    ".rb .rake .gemspec .ru .jbuilder .podspec rakefile gemfile guardfile podfile fastfile appfile vagrantfile brewfile capfile dangerfile",
  lexical: rubySyntax,
});

/** Templates with Ruby in them. */
export const erb = getterLanguage({
  ...common,
  id: "erb",
  languageIds: "erb html.erb",
  fileNames: ".erb",
  lexical: templateSyntax,
  accessor: '<%= ENV.fetch("NAME") %>',
});
