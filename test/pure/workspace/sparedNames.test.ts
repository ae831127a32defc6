import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { diskFiles } from "../../../server/workspace/files";
import { createFolders } from "../../../server/workspace/folders";
import { noCache } from "../../../server/workspace/indexCache";
import { createLanguageChoice } from "../../../server/workspace/languageChoice";
import { unseenWork } from "../../../server/workspace/longWork";
import { createSparedNames } from "../../../server/workspace/sparedNames";
import { createWorkspaceReferences } from "../../../server/workspace/workspaceReferences";
import { createWrittenNames } from "../../../server/workspace/writtenNames";
import type { TemporaryFolder } from "./temporaryFolder";
import { noExclusion, temporaryFolder } from "./temporaryFolder";

const { signal } = new AbortController();

async function namesIn(folder: TemporaryFolder) {
  const folders = createFolders();
  folders.set([folder.uri]);
  const languages = createLanguageChoice();
  const references = createWorkspaceReferences({
    files: diskFiles,
    folders,
    languages,
    cache: noCache,
    exclusionOf: () => Promise.resolve(noExclusion),
    startWork: unseenWork,
    openDocuments: () => [],
  });
  const written = createWrittenNames({ files: diskFiles, languages, references, folders, openDocuments: () => [] });
  const spared = createSparedNames({ references, folders, written });
  await written.update(signal);
  return { references, spared };
}

describe("what the code says of a name that an example shows", () => {
  let folder: TemporaryFolder;
  afterEach(() => {
    folder.remove();
  });

  for (const [what, text] of Object.entries({ "is used no more": "", "is done without": "use(process.env.KEY ?? 1);" }))
    it(`holds until the file that changed has been looked into again, where the name ${what}`, async () => {
      folder = temporaryFolder({ "a.ts": "use(process.env.KEY);" });
      const { references, spared } = await namesIn(folder);
      const before = spared.needOf("KEY");
      folder.write("a.ts", text);
      references.fileChanged(`${folder.uri}/a.ts`);
      const meanwhile = spared.needOf("KEY");
      await references.update(signal);
      assert.deepEqual(
        [before, meanwhile, spared.needOf("KEY")],
        ["needed", "needed", text === "" ? "unread" : "spared"],
      );
    });

  it("holds no longer than the file", async () => {
    folder = temporaryFolder({ "a.ts": "use(process.env.KEY);", "b.ts": "" });
    const { references, spared } = await namesIn(folder);
    assert.equal(spared.needOf("KEY"), "needed");
    rmSync(join(folder.path, "a.ts"));
    references.fileChanged(`${folder.uri}/a.ts`);
    await references.update(signal);
    assert.equal(spared.needOf("KEY"), "unread");
  });
});
