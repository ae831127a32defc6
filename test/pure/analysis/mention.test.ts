import assert from "node:assert/strict";
import { createMentionFinder, handedOver } from "../../../server/analysis/mention";

describe("a mention of a name", () => {
  const mentioned: Record<string, string> = {
    "as it is": "use(STRIPE_API_KEY)",
    "in lower case, as pydantic has it": "stripe_api_key: str",
    "in the words of bound settings": "stripe.api-key=x",
    "in camel case": "runtimeConfig.stripeApiKey",
    "by its beginning": "env[`STRIPE_${name}`]",
    "by more of its beginning": "env['STRIPE_API_' + name]",
    "by its end": 'f"{provider}_API_KEY"',
    "by its end, behind a format": '"%s_API_KEY"',
  };
  for (const [what, text] of Object.entries(mentioned))
    it(`is seen ${what}`, () => {
      assert.deepEqual([...createMentionFinder(["STRIPE_API_KEY"]).namesIn(text)], ["STRIPE_API_KEY"]);
    });

  it("is not seen in other words", () => {
    const text = "STRIPE_API_KEYS MY_STRIPE_API_KEY STRIPE_API STRIPE API_KEY XSTRIPE_ stripes api key";
    assert.deepEqual([...createMentionFinder(["STRIPE_API_KEY"]).namesIn(text)], []);
  });

  it("is told apart among many names", () => {
    const finder = createMentionFinder(["FIRST_NAME", "SECOND_WORD", "PLAIN"]);
    assert.deepEqual([...finder.namesIn("secondWord plain")].sort(), ["PLAIN", "SECOND_WORD"]);
  });

  it("is not needed where a file with values is handed over", () => {
    for (const text of ["env_file: .env", "docker run --env-file .env", "envFrom:"])
      assert.deepEqual([...createMentionFinder(["A_NAME"]).namesIn(text)], [handedOver]);
  });

  it("takes linear time to look for", () => {
    const finder = createMentionFinder(Array.from({ length: 100 }, (_, n) => `SOME_LONG_NAME_${n}`));
    for (const text of ["_".repeat(1_000_000), "SOME_LONG_".repeat(100_000), "a.".repeat(500_000)])
      assert.ok(finder.namesIn(text).size <= 100);
  });
});
