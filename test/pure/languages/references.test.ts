import { checkReferences } from "./check";
import { rows } from "./tables";

describe("References", () => {
  for (const { languageId, heading, title, marked } of rows)
    it(`in ${languageId}: ${heading}: ${title}`, () => {
      checkReferences(languageId, marked);
    });
});
