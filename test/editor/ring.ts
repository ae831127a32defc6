/**
 * A part of the tests that is run on its own. It writes each test's result to a file, and what it has to say to another one,
 * and gives back an exit code.
 */
export interface Ring {
  readonly name: string;
  readonly run: (results: string, output: string) => Promise<number>;
}

/** How many tests of a ring passed and failed. `reason` says what failed when it was no single test. */
export interface RingCount {
  readonly passed: number;
  readonly failed: number;
  readonly reason?: string;
  /** Each test that failed, and why. */
  readonly failures?: readonly string[];
}

interface Result {
  readonly state: string;
  readonly title?: string;
  readonly message?: string;
}

/** Counts the results that the reporter wrote. A ring that ran nothing, broke off or skipped something has failed. */
export function countResults(lines: string, exitedWell: boolean): RingCount {
  const results = lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Result);
  const failures = results.flatMap(({ state, title, message = "" }) =>
    state === "fail" ? `${title ?? ""}: ${message}` : [],
  );
  const count = countStates(
    results.map(({ state }) => state),
    exitedWell,
  );
  return failures.length === 0 ? count : { ...count, failures };
}

function countStates(states: readonly string[], exitedWell: boolean): RingCount {
  const count = (wanted: string) => states.filter((state) => state === wanted).length;
  const passed = count("pass");
  const failed = count("fail");
  if (states.length === 0) return { passed, failed: 1, reason: "no test was run" };
  if (!states.includes("end")) return { passed, failed: failed + 1, reason: "the run broke off" };
  if (count("pending") > 0) return { passed, failed: failed + count("pending"), reason: "tests were skipped" };
  if (passed + failed === 0) return { passed, failed: 1, reason: "no test was run" };
  if (!exitedWell && failed === 0) return { passed, failed: 1, reason: "the tests passed, but the run failed" };
  return { passed, failed };
}
