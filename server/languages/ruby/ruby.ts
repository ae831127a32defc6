import type { GetterTable } from "../getters";
import { getterLanguage } from "../getters";
import { rubySyntax, templateSyntax } from "./syntax";

const idioms = ["ENV", "::ENV"].flatMap(
  (env) =>
    [
      ["write", `${env}[NAME], ${env}[NAME] =`],
      ["write", `${env}[NAME], ${env}[NAME], ${env}[NAME] =`],
      ["read", `${env}[NAME]`],
      ["optional", `${env}.fetch(NAME,`],
      ["optional", `${env}.fetch(NAME) {`],
      ["optional", `${env}.fetch(NAME) do`],
      ["optional", `${env}.fetch NAME,`],
      ["read", `${env}.fetch NAME`],
      ["read", `${env}.fetch(NAME`],
      ["read", `${env}.dig(NAME`],
      ["exists", `${env}.key?(NAME)`],
      ["exists", `${env}.key? NAME`],
      ["exists", `${env}.has_key?(NAME)`],
      ["exists", `${env}.has_key? NAME`],
      ["exists", `${env}.include?(NAME)`],
      ["exists", `${env}.include? NAME`],
      ["exists", `${env}.member?(NAME)`],
      ["write", `${env}.store(NAME`],
      ["delete", `${env}.delete(NAME`],
      ["delete", `${env}.delete NAME`],
    ] as const,
);

const common: Omit<GetterTable, "id" | "languageIds" | "fileNames" | "lexical"> = {
  idioms,
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
  demands: ["|| raise", "|| abort", "|| fail", "or raise", "or abort", ".presence || raise"],
  before: ["!", "!!", "not"],
  conditions: "if unless elsif while until",
  accessor: (name) => `ENV.fetch("${name}")`,
};

/** Ruby. */
export const ruby = getterLanguage({
  ...common,
  id: "ruby",
  languageIds: ["ruby", "slim", "haml"],
  fileNames: [
    ".rb",
    ".rake",
    ".gemspec",
    ".ru",
    ".jbuilder",
    ".podspec",
    "rakefile",
    "gemfile",
    "guardfile",
    "podfile",
    "fastfile",
    "appfile",
    "vagrantfile",
    "brewfile",
    "capfile",
    "dangerfile",
  ],
  lexical: rubySyntax,
});

/** Templates with Ruby in them. */
export const erb = getterLanguage({
  ...common,
  id: "erb",
  languageIds: ["erb", "html.erb"],
  fileNames: [".erb"],
  lexical: templateSyntax,
  accessor: (name) => `<%= ENV.fetch("${name}") %>`,
});
