import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { processorTime } from "../../processorTime";
import { declare, known, read, removeLast } from "./reading";

const asList = `services:
  web:
    environment:
      - SET=here
      - EMPTY=
      - PASSED
      - FILLED=\${FILLED}
      - INSISTED=\${INSISTED:?is needed}
      - "DEFAULTED=\${DEFAULTED:-x}"
      - MIXED=postgres://\${MIXED}
      - OTHER=\${SOURCE} \${WITH_DEFAULT:-x} $$ESCAPED $BARE
`;

const asMapping = `services:
  web:
    environment:
      SET: here
      EMPTY: ""
      PASSED:
      FILLED: \${FILLED}
      INSISTED: "\${INSISTED:?is needed}"
      DEFAULTED: \${DEFAULTED:-x}
      MIXED: postgres://\${MIXED}
      OTHER: "\${SOURCE} \${WITH_DEFAULT:-x} $$ESCAPED $BARE"
`;

const expected = [
  "SET given",
  "EMPTY given",
  "PASSED listed",
  "FILLED listed",
  "INSISTED listed",
  "DEFAULTED given",
  "MIXED given",
  "OTHER given",
  "SOURCE listed",
  "BARE listed",
];

describe("compose.yaml", () => {
  it("knows what is set and what is passed on, in a list and in a mapping", () => {
    assert.deepEqual(known("compose.yaml", asList), expected);
    assert.deepEqual(known("compose.yaml", asMapping), expected);
    assert.deepEqual(read("compose.yaml", asList), []);
    assert.equal(readManifest("compose.yaml", asList)!.governs, false);
  });

  it("follows anchors, and reads each list once", () => {
    const text = `x-env: &env
  SHARED: "1"
services:
  a:
    environment: &a
      <<: *env
      A_KEY:
  b: { environment: *a }
  c:
    environment:
      <<: [*env, *a]
      C_KEY: x
`;
    assert.deepEqual(known("compose.yaml", text), ["A_KEY listed", "SHARED given", "C_KEY given"]);
  });

  it("says what is wrong with it, unless it is a template or something else", () => {
    const wrong = (text: string) => readManifest("compose.yaml", text)!.errors.length > 0;
    assert.equal(wrong("services:\n  a: [\n"), true);
    assert.equal(wrong("services:\n  a: {{ .Values.a }}\n"), false);
    assert.equal(wrong("other: [\n"), false);
  });

  it("gets no new names, since nobody can tell for which container", () => {
    assert.equal(declare("compose.yaml", asList, "NEW"), undefined);
  });

  it("loses a name that it passes on", () => {
    assert.equal(removeLast("compose.yaml", asList, "PASSED"), asList.replace("      - PASSED\n", ""));
  });

  it("takes linear time, whatever stands in a value", () => {
    const taken = processorTime(() => {
      for (const value of ["${A?".repeat(50_000), "$".repeat(200_000)])
        assert.deepEqual(known("compose.yaml", `services:\n  a:\n    environment:\n      - X=${value}\n`), ["X given"]);
    });
    assert.ok(taken < 3000, `${taken} ms`);
  });
});
