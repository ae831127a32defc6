import { inlineLanguage } from "./inlineLanguage";
import { filledBySpring } from "./filledIn";
import { lineEndOf } from "./textPlaces";

/** Dotenv, properties and ini files, where a comment is a line, or the end of one, that starts with `#`, `;` or `!`. */
export const dotenv = inlineLanguage({
  id: "dotenv",
  languageIds: "dotenv properties ini env",
  fileNames: ".env .flaskenv .properties .ini .cfg .conf .npmrc",
  isTextIn: withoutComments,
  filledIn: {
    needles: [["spring.", "${"]],
    find: (text) => {
      if (!/^spring\./m.test(text)) return [];
      const isText = withoutComments(text);
      return filledBySpring(text, 0, text.length).filter(({ start }) => isText(start));
    },
  },
});

/** Asked in the order of the text. */
function withoutComments(text: string): (start: number) => boolean {
  let lineStart = 0;
  let lineEnd = -1;
  return (start) => {
    while (lineEnd < start) {
      lineStart = lineEnd + 1;
      lineEnd = lineEndOf(text, lineStart);
    }
    return !/^\s*[#;!]/.test(text.slice(lineStart, start));
  };
}
