import Mocha from "mocha";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";

/** What the lines of the test report start with, among all that an extension host logs. */
const mark = "[mocha] ";

/** Called by VS Code inside its extension host; a rejection fails the run. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split("\n")) console.log(mark + line);
  };
  const reporter = join(__dirname, "../../test/reporter.cjs");
  const mocha = new Mocha({ ui: "bdd", color: false, timeout: 120_000, reporter });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith(".test.js")) mocha.addFile(join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} of the tests in the extension host failed`);
}
