import { getterLanguage } from "./getters";
import { doubleQuoted, singleQuoted, tripleQuoted } from "./syntaxes";

/** Python. */
export const python = getterLanguage({
  id: "python",
  languageIds: ["python"],
  fileNames: [".py", ".pyi", ".pyw"],
  lexical: {
    lineComments: ["#"],
    strings: [
      tripleQuoted,
      { open: "'''", close: "'''", escape: "backslash", multiline: true },
      doubleQuoted,
      singleQuoted,
    ],
  },
  idioms: [
    ["read", "os.environ[NAME]"],
    ["optional", "os.environ.get(NAME"],
    ["optional", "os.environ.pop(NAME"],
    ["optional", "os.environ.setdefault(NAME"],
    ["optional", "os.getenv(NAME"],
  ],
  accessor: (name) => `os.environ["${name}"]`,
});
