// What a reference costs in memory. Run by `memory.ts`, as it has to be bundled and may ask for the collector of garbage.
import { createReferenceIndex } from "../../server/workspace/referenceIndex";
import { say } from "./figure";

const files = 10_000;
const perFile = 50;
const names = 500;

const uris = Array.from({ length: files }, (_, index) => `file:///workspace/packages/p${index % 50}/file${index}.ts`);
const index = createReferenceIndex();
for (const uri of uris) index.set(uri, []);
const before = heap();
uris.forEach((uri, file) => {
  index.set(
    uri,
    Array.from({ length: perFile }, (_, at) => ({
      name: `NAME_${(file * perFile + at) % names}`,
      start: at * 40,
      end: at * 40 + 8,
      kind: "read",
      form: "accessor",
      optional: at % 3 === 0,
      via: "direct",
      silenced: false,
      line: at * 10,
      character: 20,
    })),
  );
});
say({
  measure: "a reference in memory, 500,000 of them in 10,000 files",
  value: (heap() - before) / (files * perFile),
  unit: "bytes",
  digits: 0,
});
console.log(`${index.usesOf("NAME_0").length} uses of each of ${names} names`);

function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
