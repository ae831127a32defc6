import assert from "node:assert/strict";
import { allowedName } from "../../../server/analysis/allowedName";

describe("the form of a name that a provider takes", () => {
  const cases: Record<string, string | undefined> = {
    "my-key": "MY_KEY",
    "spring.datasource.url": "SPRING_DATASOURCE_URL",
    apiKey: "API_KEY",
    "  two words ": "TWO_WORDS",
    "2FA_KEY": "_2FA_KEY",
    "---": undefined,
    "": undefined,
  };
  for (const [name, form] of Object.entries(cases))
    it(`is ${form ?? "not there"} for "${name}"`, () => {
      assert.equal(allowedName(name, /^[A-Za-z_][A-Za-z0-9_]*$/), form);
    });
});
