// Mocha's spec output, and one JSON line per test in the file that TEST_RESULTS names. The closing `end` line tells a ring
// that finished from one that died halfway with a friendly exit code.
const { appendFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_RESULTS;
    if (!file) return;
    const write = (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
    runner.on("pass", (test) =>
      write({ state: "pass", title: test.fullTitle(), file: test.file, milliseconds: test.duration }),
    );
    runner.on("fail", (test, error) =>
      write({ state: "fail", title: test.fullTitle(), file: test.file, message: error.message }),
    );
    runner.on("pending", (test) => write({ state: "pending", title: test.fullTitle() }));
    runner.on("end", () => write({ state: "end" }));
  }
};
