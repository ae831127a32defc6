import { getterLanguage } from "./getters";
import { singleQuoted } from "./syntaxes";

/** Ruby. */
export const ruby = getterLanguage({
  id: "ruby",
  languageIds: ["ruby", "erb", "slim", "haml"],
  fileNames: [
    ".rb",
    ".rake",
    ".gemspec",
    ".ru",
    "rakefile",
    "gemfile",
    "guardfile",
    "podfile",
    "fastfile",
    "vagrantfile",
  ],
  lexical: {
    lineComments: ["#"],
    strings: [
      { open: '"', close: '"', escape: "backslash", multiline: true, hole: "#{" },
      { ...singleQuoted, multiline: true },
    ],
    wordCharacters: "?",
  },
  idioms: [
    ["read", "ENV[NAME]"],
    ["optional", "ENV.fetch(NAME,"],
    ["optional", "ENV.fetch(NAME) {"],
    ["optional", "ENV.fetch(NAME) do"],
    ["read", "ENV.fetch(NAME"],
    ["optional", "ENV.dig(NAME"],
    ["exists", "ENV.key?(NAME)"],
    ["exists", "ENV.has_key?(NAME)"],
    ["exists", "ENV.include?(NAME)"],
    ["exists", "ENV.member?(NAME)"],
    ["write", "ENV.store(NAME"],
    ["delete", "ENV.delete(NAME)"],
  ],
  fallbacks: ["||", "&.", ".presence ||", ".to_s"],
  accessor: (name) => `ENV.fetch("${name}")`,
});
