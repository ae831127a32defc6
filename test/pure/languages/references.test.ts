import { checkReferences } from "./check";
import { rows } from "./tables";

describe("References", () => {
  for (const { languageId, title, marked } of rows)
    it(`in ${languageId}: ${title}`, () => {
      checkReferences(languageId, marked);
    });
});
