// `npm run test:conformance`: providers and fakes against the contract and what vendors publish, and what lasts longer.
import { spawnSync } from "node:child_process";
import { bundleTests, conformanceTests } from "./bundle.mjs";

await bundleTests(conformanceTests);
const mocha = ["node_modules/mocha/bin/mocha.js", "--no-config", "--enable-source-maps"];
const options = ["--reporter", "test/reporter.cjs", "--timeout", "300000"];
const script = [...mocha, ...options, `${conformanceTests.folder}/**/*.test.mjs`];
const { status } = spawnSync(process.execPath, script, { stdio: "inherit" });
process.exit(status ?? 1);
