import { inlineLanguage } from "./inlineLanguage";

/** Prose, where everything is text. */
export const plainText = inlineLanguage({
  id: "text",
  languageIds: "plaintext",
  fileNames: ".txt .text .prompt .prompty",
  isTextIn: () => () => true,
});
