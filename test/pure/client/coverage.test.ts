import assert from "node:assert/strict";
import { createFilling } from "../../../client/coverage/filling";
import { coverageInMarkdown, coverageOf } from "../../../client/coverage/model";
import type { CatalogStatus } from "../../../shared/protocol";
import { row, snapshotOf } from "./fakes";

const rows = [
  row({ name: "BOTH", hasDefault: true, environments: ["development"] }),
  row({ name: "NOWHERE", environments: [], stored: "missing", etag: "" }),
  row({ name: "OPTIONAL", declared: "optional", environments: ["production"] }),
  row({ name: "UNDECLARED", declared: "no", environments: [], hasDefault: false }),
  row({ name: "PLATFORM", managed: true, hasDefault: true, environments: [] }),
];
const usage = { complete: true, uses: { BOTH: 3, constructor: 1 } };

function cells(status: CatalogStatus = { kind: "complete" }) {
  return coverageOf(snapshotOf(rows, { status }), undefined).rows.map(({ name, cells: states }) => [name, ...states]);
}

describe("The page with the coverage", () => {
  const start = () => {
    let rowsNow = rows.slice(0, 1);
    const answers: (() => void)[] = [];
    const shown: string[] = [];
    const request = (): Promise<unknown> =>
      new Promise((resolve) =>
        answers.push(() => {
          resolve({ complete: true, uses: {} });
        }),
      );
    const snapshots = { current: () => snapshotOf(rowsNow), load: () => Promise.resolve(snapshotOf(rowsNow)) };
    const filling = createFilling({ server: { request: request as never }, snapshots }, (coverage) => {
      shown.push(coverage.rows.map(({ name, uses }) => `${name} ${uses ?? "?"}`).join());
      return Promise.resolve();
    });
    const change = (): void => {
      rowsNow = rows.slice(1, 2);
    };
    return { filling, shown, answers, change };
  };

  it("is not set back by what was asked for earlier", async () => {
    const { filling, shown, answers, change } = start();
    const older = filling.fill();
    await Promise.resolve();
    change();
    const newer = filling.fill();
    await new Promise(setImmediate);
    for (const answer of answers) answer();
    await Promise.all([older, newer]);
    assert.deepEqual(shown, ["BOTH ?", "NOWHERE ?", "NOWHERE 0"]);
  });

  it("is left alone once it is closed", async () => {
    const { filling, shown, answers } = start();
    const filled = filling.fill();
    await new Promise(setImmediate);
    filling.stop();
    for (const answer of answers) answer();
    await filled;
    assert.deepEqual(shown, ["BOTH ?"]);
  });
});

describe("The coverage", () => {
  it("says of each name and environment where the value comes from, or what is missing", () => {
    assert.deepEqual(cells(), [
      ["BOTH", "default", "overridden"],
      ["NOWHERE", "missing", "missing"],
      ["OPTIONAL", "set", "optional"],
      ["UNDECLARED", "notSet", "notSet"],
      ["PLATFORM", "managed", "managed"],
    ]);
  });

  it("calls missing what one environment alone requires in that one", () => {
    const live = row({
      name: "LIVE",
      ...{ declared: "optional", requiredIn: ["production"], environments: [], stored: "missing", etag: "" },
    });
    const [{ cells: states } = { cells: [] }] = coverageOf(snapshotOf([live]), undefined).rows;
    assert.deepEqual(states, ["missing", "optional"]);
  });

  it("calls nothing missing while not all names are known, and says why", () => {
    const failed = { kind: "failed", failure: { kind: "offline", message: "No network." } } as const;
    assert.deepEqual(cells(failed).slice(1, 3), [
      ["NOWHERE", "unknown", "unknown"],
      ["OPTIONAL", "set", "unknown"],
    ]);
    assert.equal(
      coverageOf(snapshotOf(rows, { status: failed }), undefined).notice,
      "The names could not be read: No network.",
    );
  });

  it("calls a name unused only when every file was looked at", () => {
    const usesOf = (complete: boolean) =>
      coverageOf(snapshotOf(rows), { ...usage, complete }).rows.map(({ uses }) => uses);
    assert.deepEqual(usesOf(true), [3, 0, 0, 0, 0]);
    assert.deepEqual(usesOf(false), Array(5).fill(undefined));
  });

  it("is a table in Markdown that no name can break out of", () => {
    const odd = [row({ name: "A|B_*\\|C", environments: ["production"], declared: "optional" })];
    assert.equal(
      coverageInMarkdown(coverageOf(snapshotOf(odd), usage)),
      [
        "**Embedded store**",
        "",
        "| Name | Declared | production | development | Uses |",
        "| --- | --- | --- | --- | --- |",
        "| A\\|B\\_\\*\\\\\\|C | optional | set | not set, optional | unused |",
        "",
      ].join("\n"),
    );
  });
});
