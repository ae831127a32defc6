import finds from "./finds.json";
import type { Case } from "./promises";
import { checkCase } from "./promises";

describe("What `npm run fuzz` once found", () => {
  for (const find of finds as readonly Case[])
    it(`is read as promised: ${find.languageId} at ${JSON.stringify(find.text)}`, () => {
      checkCase(find);
    });
});
