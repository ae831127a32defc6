import assert from "node:assert/strict";
import { runSteps } from "../../../client/flows/steps";
import type { Place, Step, StepEnd } from "../../../client/flows/steps";

type Answer = string | { readonly back: string } | undefined;

interface Options {
  readonly start?: number;
  readonly withoutB?: boolean;
  readonly deciding?: readonly string[];
}

/** Runs steps a, b and c by script; b can be left out. Gives what was asked and what came of it. */
async function run(answers: readonly Answer[], options: Options = {}) {
  const left = [...answers];
  const asked: string[] = [];
  const step = (name: string): Step<Record<string, string>> => ({
    ask: (state, place) => {
      asked.push(`${name} ${describePlace(place)}`);
      return Promise.resolve(end(name, state, left.shift()));
    },
    applies: () => name !== "b" || !options.withoutB,
    ...(options.deciding?.includes(name) ? { decides: () => true } : {}),
  });
  return { asked, state: await runSteps([step("a"), step("b"), step("c")], {}, options.start) };
}

function end(name: string, state: Record<string, string>, answer: Answer): StepEnd<Record<string, string>> {
  if (answer === undefined) return { kind: "cancelled" };
  if (typeof answer === "string") return { kind: "next", state: { ...state, [name]: answer } };
  return { kind: "back", state: { ...state, [name]: answer.back } };
}

function describePlace({ step, totalSteps, canGoBack }: Place): string {
  return `${step}/${totalSteps ?? "?"}${canGoBack ? " <" : ""}`;
}

describe("A dialog of several steps", () => {
  it("goes from step to step and counts them", async () => {
    const { asked, state } = await run(["1", "2", "3"]);
    assert.deepEqual(asked, ["a 1/3", "b 2/3 <", "c 3/3 <"]);
    assert.deepEqual(state, { a: "1", b: "2", c: "3" });
  });

  it("goes back with what was entered so far", async () => {
    const { asked, state } = await run(["1", { back: "half" }, "one", "2", "3"]);
    assert.deepEqual(asked, ["a 1/3", "b 2/3 <", "a 1/3", "b 2/3 <", "c 3/3 <"]);
    assert.deepEqual(state, { a: "one", b: "2", c: "3" });
  });

  it("leaves steps out that make no sense, in both directions", async () => {
    const { asked } = await run(["1", { back: "x" }, "1", "3"], { withoutB: true });
    assert.deepEqual(asked, ["a 1/2", "c 2/2 <", "a 1/2", "c 2/2 <"]);
  });

  it("names no total before all is answered that the number of steps depends on", async () => {
    const answers = ["1", "2", { back: "" }, "2", "3"];
    const { asked } = await run(answers, { deciding: ["a", "b"] });
    assert.deepEqual(asked, ["a 1/?", "b 2/? <", "c 3/3 <", "b 2/? <", "c 3/3 <"]);
  });

  it("does not wait for what is not asked", async () => {
    const { asked } = await run(["1", "3"], { deciding: ["b"], withoutB: true });
    assert.deepEqual(asked, ["a 1/2", "c 2/2 <"]);
  });

  it("can begin in the middle, with the way back", async () => {
    const { asked } = await run([{ back: "" }, "1", "2", "3"], { start: 1 });
    assert.deepEqual(asked, ["b 2/3 <", "a 1/3", "b 2/3 <", "c 3/3 <"]);
  });

  it("gives nothing when the user gives up", async () => {
    assert.equal((await run(["1", undefined])).state, undefined);
  });
});
