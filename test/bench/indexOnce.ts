// One run for `indexing.ts`: `node server.js FOLDER CACHE`, once this is bundled as the server is. With `-` for the cache,
// nothing is kept, and the tree is read a second and third time in the warm process. `build` is what an editor's user waits for: the server is up, and code that
// finds references runs for the first time.
import { pathToFileURL } from "node:url";
import type { KeepCode } from "../../server/keptCode";
import { createExclusion } from "../../server/workspace/exclusion";
import { diskFiles } from "../../server/workspace/files";
import { createFolders } from "../../server/workspace/folders";
import { createIndexCache, noCache } from "../../server/workspace/indexCache";
import { unseenWork } from "../../server/workspace/longWork";
import { createLanguageChoice } from "../../server/workspace/languageChoice";
import { createWorkspaceReferences } from "../../server/workspace/workspaceReferences";
import { keepYoungSpaceSmall } from "../../server/youngSpace";

const [folder = ".", cache = "-"] = process.argv.slice(2);

/** Called by `server/start.ts`. The first run of all keeps the code for those that follow. */
export async function serve(keepCode: KeepCode): Promise<void> {
  const folders = createFolders();
  folders.set([pathToFileURL(folder).toString()]);
  const signal = new AbortController().signal;
  const build = async () => {
    const index = createWorkspaceReferences({
      files: diskFiles,
      folders,
      cache: cache === "-" ? noCache : createIndexCache(cache, "bench"),
      languages: createLanguageChoice(),
      exclusionOf: () => Promise.resolve(createExclusion([])),
      startWork: unseenWork,
      openDocuments: () => [],
    });
    const start = performance.now();
    await index.build(signal);
    return { index, milliseconds: performance.now() - start };
  };
  keepYoungSpaceSmall();
  const idle = process.memoryUsage().rss;
  const first = await build();
  const megabytes = (process.memoryUsage().rss - idle) / 1e6;
  const again = cache === "-" ? Math.min((await build()).milliseconds, (await build()).milliseconds) : 0;
  const { references, files } = first.index.size();
  console.log(JSON.stringify({ build: first.milliseconds, again, references, files, megabytes }));
  await keepCode("indexed");
}
