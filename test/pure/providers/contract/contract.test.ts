import assert from "node:assert/strict";
import { providerKinds } from "../../../../server/providers/index";
import { providerDescriptions } from "../../../../shared/providers";
import { contractEntries } from "./entries";
import { describeHostility } from "./hostility";
import { describeListing } from "./listing";
import { stopServices } from "./opened";
import { describeRefusals } from "./refusals";
import { describeWriting } from "./writing";

describe("the contract of providers", () => {
  it("is asked of every kind there is", () => {
    const held = new Set(contractEntries.map(({ provider }) => provider));
    assert.deepEqual([...held].sort(), Object.keys(providerKinds).sort());
  });
});

for (const entry of contractEntries) {
  const { provider, generation = "" } = entry;
  describe(`a provider of ${providerDescriptions[provider].label} ${generation}`.trim(), () => {
    afterEach(stopServices);
    describeListing(entry);
    describeWriting(entry);
    describeRefusals(entry);
    describeHostility(entry);
  });
}
