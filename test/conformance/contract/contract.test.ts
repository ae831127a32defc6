import assert from "node:assert/strict";
import { providerKinds } from "../../../server/providers/index";
import { providerDescriptions } from "../../../shared/providers";
import { contractEntries } from "./entries";
import { describeHostility } from "./hostility";
import { describeListing } from "./listing";
import { stopServices } from "./opened";
import { describeRefusals } from "./refusals";
import { valueRoutes } from "./valueRoutes";
import { describeWriting } from "./writing";

describe("the contract of providers", () => {
  it("is asked of every kind there is", () => {
    const held = new Set(contractEntries.map(({ provider }) => provider));
    assert.deepEqual([...held].sort(), Object.keys(providerKinds).sort());
  });
});

describe("the routes by which a service gives values away", () => {
  for (const { provider, pattern, example } of valueRoutes) {
    it(`are known of ${providerDescriptions[provider].label}`, () => {
      assert.match(example, pattern);
    });
  }
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
