import assert from "node:assert/strict";
import { providerDescriptions } from "../../shared/providers";
import { contractEntries } from "./contract/entries";
import { liveSuite } from "./liveCases";
import { readSwitches, whatDidNotRun } from "./liveSwitches";

const { on, off } = readSwitches(process.env);

describe("real services", () => {
  it("are tried where a switch names one, and the others are told", () => {
    const line = whatDidNotRun(off);
    console.log(`    ${line}`);
    for (const provider of off) assert.ok(line.includes(providerDescriptions[provider].label));
  });
});

for (const service of on) {
  const { provider } = service.account;
  describe(`the real ${providerDescriptions[provider].label}`, () => {
    const { cases, sweep } = liveSuite(service, contractEntries.find((entry) => entry.provider === provider) ?? {});
    after(sweep);
    for (const { sentence, check } of cases) it(sentence, check).timeout(120_000);
  });
}
