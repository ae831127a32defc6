import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import type { Lexer } from "./lexer";
import type { StringForm } from "./lexicalTable";
import { opaque } from "./readers";
import { doubleQuoted, rawUntil, slashComments } from "./syntaxes";

/** `'a'`, but not the separator of digits in `1'000`. */
const characters = opaque(/(?<![0-9a-fA-F])'(?:\\[^\n]|[^\\'\n]){1,12}'/y);

/** `L"text"`, and `R"(text)"`, with a delimiter of one's own before the parenthesis. */
function prefixedString(prefix: string, { text, position }: Lexer): StringForm | undefined {
  if (/^(?:L|u8?|U)$/.test(prefix) && text[position] === '"') return doubleQuoted;
  const opening = /^(?:L|u8?|U)?R$/.test(prefix)
    ? /^"([^()\\\s]{0,16})\(/.exec(text.slice(position, position + 20))
    : null;
  if (opening === null) return undefined;
  const [open, delimiter = ""] = opening;
  return rawUntil(`)${delimiter}"`, { open });
}

/** C and C++, and what is made of them. */
export const c = getterLanguage({
  id: "c",
  languageIds: "c cpp cuda-cpp objective-c objective-cpp",
  fileNames: ".c .h .cc .cpp .cxx .c++ .hh .hpp .hxx .h++ .inl .ipp .tpp .cu .cuh .m .mm",
  lexical: {
    ...slashComments,
    strings: [doubleQuoted],
    readers: { "'": characters },
    prefixed: prefixedString,
  },
  idioms: [
    ...forEachOf(
      ["", "std::", "::"],
      [
        "read *getenv(NAME)",
        "read *secure_getenv(NAME)",
        "write *setenv(NAME",
        "write *putenv(PAIR)",
        "delete *unsetenv(NAME)",
      ],
    ),
    "read _wgetenv(NAME)",
    "optional getenv_s(NAME",
    "read qgetenv(NAME)",
    "optional qEnvironmentVariable(NAME,",
    "read qEnvironmentVariable(NAME)",
    "exists qEnvironmentVariableIsSet(NAME)",
    "exists qEnvironmentVariableIsEmpty(NAME)",
  ],
  fallbacks: ["== NULL", "!= NULL", "== nullptr", "!= nullptr", "== 0", "!= 0", "?", "&&", "||"],
  before: ["!", "&&", "||", "NULL ==", "NULL !=", "nullptr ==", "nullptr !="],
  joints: ". -> ::",
  conditions: "if while",
  variables: ["ANY WORD =", "ANY *WORD ="],
  definers: "*",
  accessor: 'getenv("NAME")',
});
