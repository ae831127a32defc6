import { getterLanguage } from "./getters";
import { doubleQuoted, singleQuoted, slashComments } from "./syntaxes";

/** Go. */
export const go = getterLanguage({
  id: "go",
  languageIds: ["go"],
  fileNames: [".go"],
  lexical: {
    ...slashComments,
    strings: [doubleQuoted, singleQuoted, { open: "`", close: "`", escape: "none", multiline: true }],
  },
  idioms: [
    ["read", "os.Getenv(NAME)"],
    ["optional", "os.LookupEnv(NAME)"],
    ["write", "os.Setenv(NAME"],
    ["delete", "os.Unsetenv(NAME)"],
    ["optional", "syscall.Getenv(NAME)"],
    ["write", "syscall.Setenv(NAME"],
  ],
  accessor: (name) => `os.Getenv("${name}")`,
});
