import assert from "node:assert/strict";
import type { PlacedReference } from "../../../server/workspace/fileReferences";
import { createReferenceIndex, withIds } from "../../../server/workspace/referenceIndex";

const place = { start: 0, end: 1, kind: "read", form: "accessor", via: "direct", optional: false } as const;
const jobs = [undefined, { environment: undefined }, { environment: "" }, { environment: "production" }];
const references = jobs.map((job, line): PlacedReference => ({
  ...place,
  name: `NAME_${line}`,
  line,
  character: 2 * line,
  optional: line % 2 === 1,
  silenced: line > 1,
  instead: line === 2,
  ...(job === undefined ? {} : { job }),
}));

describe("the index of references", () => {
  it("keeps which secrets a job of a workflow gets", () => {
    const index = createReferenceIndex();
    index.set("/ci.yml", references);
    assert.deepEqual(
      index.usesIn("/ci.yml").map(({ job }) => job),
      jobs,
    );
    assert.deepEqual(
      index.usesIn("/ci.yml").map(({ instead }) => instead),
      [false, false, true, false],
    );
    assert.deepEqual([...index.usedNames()], ["NAME_0", "NAME_1", "NAME_2", "NAME_3"]);
  });

  it("says the same after it was kept, where names have other numbers", () => {
    const before = createReferenceIndex();
    before.set("/ci.yml", references);
    const after = createReferenceIndex();
    after.idOf("ANOTHER_NAME");
    const ids = before.names().map(after.idOf);
    for (const [uri, uses] of before.packed()) after.setPacked(uri, withIds(uses, ids));
    assert.deepEqual(after.usesIn("/ci.yml"), before.usesIn("/ci.yml"));
  });
});
