import assert from "node:assert/strict";
import { invariants } from "./architecture/invariants";
import { readModules } from "./architecture/modules";

describe("the architecture", () => {
  const modules = readModules("client", "server", "shared");

  for (const { sentence, broken, offenders } of invariants) {
    it(sentence, () => {
      assert.deepEqual(broken(modules), []);
    });

    it(`would notice if it were not so that ${sentence}`, () => {
      if (sentence.includes("each other")) assert.equal(broken(offenders).length, 1);
      else for (const offender of offenders) assert.equal(broken([offender]).length, 1, offender.text);
    });
  }
});
