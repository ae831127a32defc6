import assert from "node:assert/strict";
import { whyNotSignedIn } from "../../../client/accounts/signInFailure";

describe("a sign-in of the editor that failed", () => {
  for (const words of ["User did not consent to login.", "Cancelled", "Canceled"])
    it(`was the user's choice: ${words}`, () => {
      assert.equal(whyNotSignedIn(new Error(words)), "You did not sign in.");
    });

  const others: Readonly<Record<string, unknown>> = {
    "a token in the words of another extension": new Error("Bad credentials: gho_16C7e42F292c6912E7710c838347Ae178B4a"),
    "an answer, though it speaks of consent": new Error(
      `AADSTS65001: consent ${JSON.stringify({ a: "b".repeat(90) })}`,
    ),
    "an object": { error: "invalid_grant" },
    nothing: undefined,
    "what has no words at all": Object.create(null) as unknown,
  };
  for (const [what, error] of Object.entries(others))
    it(`never shows ${what}`, () => {
      assert.match(
        whyNotSignedIn(error),
        /^The editor could not sign in to this account\. Signing in [\w ]+ may say why\.$/,
      );
    });
});
