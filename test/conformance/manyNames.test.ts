import assert from "node:assert/strict";
import { createProvider } from "../../server/providers/index";
import { providerDescriptions } from "../../shared/providers";
import { contractEntries } from "./contract/entries";
import { expectOk, listAll, startSeeded, stopServices } from "./contract/opened";

const count = 10_000;

describe("ten thousand names", () => {
  afterEach(stopServices);

  for (const entry of contractEntries) {
    const { provider: id, generation = "", nameOf = (name: string): string => name } = entry;
    it(`are all listed at ${providerDescriptions[id].label} ${generation}`, async () => {
      const names = Array.from({ length: count }, (_, index) => nameOf(`N_${count + index}`));
      const fake = await startSeeded(entry, ([one]) => names.map((name) => ({ name, environments: [one] })));
      const provider = createProvider(
        fake.account,
        { fetch, dataDirectory: "", now: () => new Date() },
        { credential: () => Promise.resolve(fake.credential), renewed: () => undefined },
      );
      const listed = await listAll(expectOk(provider));
      assert.deepEqual([...new Set(listed.map(({ name }) => name))].sort(), names);
    });
  }
});
