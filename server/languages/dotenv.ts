import { inlineLanguage } from "./inlineLanguage";
import { filledByHocon, filledByNpm, filledBySpring, filledByTox } from "./filledIn";
import { byStart } from "./sorted";
import { lineEndOf } from "./textPlaces";

/** Dotenv, properties and ini files, and those of HOCON, where a comment is a line, or the end of one, that starts with `#`, `;` or `!`. */
export const dotenv = inlineLanguage({
  id: "dotenv",
  languageIds: "dotenv properties ini env hocon",
  fileNames: ".env .flaskenv .properties .ini .cfg .conf .hocon .npmrc",
  isTextIn: withoutComments,
  filledIn: {
    needles: [
      ...["spring.", "quarkus.", "micronaut.", ":_auth", ":_authToken", ":_password"].map((key) => ["${", key]),
      ...["akka", "ktor", "pekko", "play"].map((key) => ["${", key]),
      ["{env:"],
      ["${?"],
    ],
    find: (text) => {
      const isOfJava = /^(?:%\w+\.)?(?:spring|quarkus|micronaut)\./m.test(text);
      const isHocon = /\$\{\?|^[ \t]*(?:akka|ktor|pekko|play)[ \t]*[.{=]/m.test(text);
      const frameworks = isHocon ? [filledByHocon] : isOfJava ? [filledBySpring] : [];
      const found = [...frameworks, filledByNpm, filledByTox].flatMap((find) => find(text, 0, text.length));
      const isText = withoutComments(text);
      found.sort(byStart);
      return found.filter(({ start }, at) => start !== found[at - 1]?.start && isText(start));
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
