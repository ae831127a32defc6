import assert from "node:assert/strict";
import fc from "fast-check";
import type { Outcome } from "../../../server/embedded/problem";
import { readChange, readEnvironment, readReplacement } from "../../../server/embedded/requests";
import { answerSchemas, schemas, validatorOf } from "./openapi";

describe("openapi.json", () => {
  it("has no field for a value in anything that is answered", () => {
    const fields = answerSchemas().flatMap((name) => Object.keys(schemas[name]?.properties ?? {}));
    assert.ok(fields.includes("description"));
    assert.deepEqual(
      fields.filter((field) => /value/i.test(field)),
      [],
    );
  });

  const bodies: readonly [schema: string, read: (body: unknown) => Outcome<unknown>][] = [
    ["SecretReplacement", readReplacement],
    ["SecretChange", readChange],
    ["NewEnvironment", readEnvironment],
  ];
  for (const [schema, read] of bodies) {
    it(`takes and refuses what the service takes and refuses as ${schema}`, () => {
      const validate = validatorOf(schema);
      fc.assert(
        fc.property(anyBody, (body) => {
          assert.equal(read(body).kind === "ok", validate(body), JSON.stringify(body));
        }),
        { numRuns: 2000 },
      );
    });
  }
});

/** Bodies near what is wanted: right and wrong fields in every mixture. */
const anyBody = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record(
      {
        value: fc.constantFrom<unknown>("v", "✓ two\nlines", "", 1, null, ["v"]),
        description: fc.constantFrom<unknown>("d", "", "🔑".repeat(1000), "🔑".repeat(1001), 1, null),
        visibility: fc.constantFrom<unknown>("masked", "restricted", "open", null),
        type: fc.constantFrom<unknown>("secret", "api-key", "Not A Type", "", 1),
        environments: fc.constantFrom<unknown>(["production"], ["a", "b"], [], [1], "production", null),
        name: fc.constantFrom<unknown>("moon", " ", "", "n".repeat(64), "n".repeat(65), 1),
        other: fc.constant("x"),
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], "text", 1, undefined) },
);
