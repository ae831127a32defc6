/**
 * A part of the tests that is run on its own. It writes each test's result to a file, and what it has to say to another one,
 * and gives back an exit code.
 */
export interface Ring {
  readonly name: string;
  /** Whether some of its files can be run by themselves. */
  readonly byFile?: boolean;
  /** With `files`, only the tests in those are run. */
  readonly run: (results: string, output: string, files?: readonly string[]) => Promise<number>;
}

/** How many tests of a ring passed and failed. `reason` says what failed when it was no single test. */
export interface RingCount {
  readonly passed: number;
  readonly failed: number;
  readonly reason?: string;
  /** Each test that failed, and why. */
  readonly failures?: readonly string[];
  /** The files that the tests that failed stand in, where all are known, and how many tests passed in others. */
  readonly flawed?: { readonly files: readonly string[]; readonly passedElsewhere: number };
}

interface Result {
  readonly state: string;
  readonly title?: string;
  readonly file?: string;
  readonly message?: string;
}

/** What became of a ring, and what it had to say. */
export interface RingRun {
  readonly count: RingCount;
  readonly output: string;
}

/** So many tests may fail at the most for their ring to be run again: what is broken fails more of them, or fails again. */
const mostFlaws = 2;

/**
 * Runs a ring in an editor, and once more the files in which no more than a test or two failed: a machine that is busy with
 * something else loses a key or a click now and then. What failed at first is told all the same.
 */
export async function runWithSecondTry(
  run: (files?: readonly string[]) => Promise<RingRun>,
): Promise<RingRun & { readonly flaws: readonly string[] }> {
  const first = await run();
  const { failed, failures: flaws = [], flawed } = first.count;
  if (failed === 0 || failed !== flaws.length || failed > mostFlaws) return { ...first, flaws: [] };
  const second = await run(flawed?.files);
  const passed = second.count.passed + (flawed?.passedElsewhere ?? 0);
  return { count: { ...second.count, passed }, output: `${first.output}\n${second.output}`, flaws };
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
  return failures.length === 0 ? count : { ...count, failures, ...filesOf(results) };
}

/** Nothing where a test that failed is not known by its file. */
function filesOf(results: readonly Result[]): Pick<RingCount, "flawed"> {
  const files = new Set(results.flatMap(({ state, file }) => (state === "fail" ? [file] : [])));
  if (files.has(undefined)) return {};
  const passedElsewhere = results.filter(({ state, file }) => state === "pass" && !files.has(file)).length;
  return { flawed: { files: [...files].filter((file) => file !== undefined), passedElsewhere } };
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
