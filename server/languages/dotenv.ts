import { inlineLanguage } from "./inlineLanguage";
import { lineEndOf } from "./textPlaces";

/** Dotenv, properties and ini files, where a comment is a line, or the end of one, that starts with `#`, `;` or `!`. */
export const dotenv = inlineLanguage({
  id: "dotenv",
  languageIds: "dotenv properties ini env",
  fileNames: ".env .flaskenv .properties .ini .cfg .conf .npmrc",
  isTextIn: (text) => {
    let lineStart = 0;
    let lineEnd = -1;
    return (start) => {
      while (lineEnd < start) {
        lineStart = lineEnd + 1;
        lineEnd = lineEndOf(text, lineStart);
      }
      return !/^\s*[#;!]/.test(text.slice(lineStart, start));
    };
  },
});
