import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { diskFiles } from "../../../server/workspace/files";
import type { WorkspaceFiles } from "../../../server/workspace/files";
import { createFolders } from "../../../server/workspace/folders";
import type { IndexCache } from "../../../server/workspace/indexCache";
import { createIndexCache, noCache } from "../../../server/workspace/indexCache";
import { unseenWork } from "../../../server/workspace/longWork";
import type { LanguageChoice } from "../../../server/workspace/languageChoice";
import { createLanguageChoice } from "../../../server/workspace/languageChoice";
import { createWorkspaceReferences } from "../../../server/workspace/workspaceReferences";
import { until } from "../../until";
import { track } from "./gitFolder";
import type { TemporaryFolder } from "./temporaryFolder";
import { noExclusion, temporaryFolder } from "./temporaryFolder";

const signal = new AbortController().signal;

function referencesIn(
  folder: TemporaryFolder,
  options: { files?: WorkspaceFiles; cache?: IndexCache; open?: TextDocument[]; languages?: LanguageChoice } = {},
) {
  const folders = createFolders();
  folders.set([folder.uri]);
  const { files = diskFiles, cache = noCache, open = [], languages = createLanguageChoice() } = options;
  const exclusionOf = () => Promise.resolve(noExclusion);
  return createWorkspaceReferences({
    files,
    folders,
    languages,
    cache,
    exclusionOf,
    startWork: unseenWork,
    openDocuments: () => open,
  });
}

/** The disk, and which files are read from it. */
function watched(): { files: WorkspaceFiles; read: string[] } {
  const read: string[] = [];
  const files = {
    ...diskFiles,
    read: (uri: string) => {
      read.push(uri.slice(uri.lastIndexOf("/") + 1));
      return diskFiles.read(uri);
    },
  };
  return { files, read };
}

describe("a folder that came while the workspace was open", () => {
  it("takes its uses along when it goes, which editors tell of by the folder alone", async () => {
    const folder = temporaryFolder({ "a.ts": "process.env.KEY" });
    const references = referencesIn(folder);
    await references.build(signal);
    folder.write("later/b.ts", "process.env.KEY");
    for (const uri of ["later", "later/b.ts"]) references.fileChanged(`${folder.uri}/${uri}`);
    assert.equal((await references.usesOf("KEY", signal)).uses.length, 2);
    rmSync(join(folder.path, "later"), { recursive: true });
    references.fileChanged(`${folder.uri}/later`);
    assert.equal((await references.knownUsesOf("KEY", signal)).uses.length, 1);
    folder.remove();
  });
});

/** Folders with and without a repository are listed in two ways; a search by git is made only of many files. */
const worlds = { "with a repository": track, "without a repository": () => undefined };
const crowd = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`crowd/${n}.ts`, "process.env"]));

for (const [world, prepare] of Object.entries(worlds))
  describe(`the uses of a name in a workspace ${world}`, () => {
    let folder: TemporaryFolder;
    afterEach(() => {
      folder.remove();
    });

    const cases: Record<string, readonly [content: string | Buffer, place: string]> = {
      "crlf.ts": ["a;\r\nuse(process.env.KEY);\r\n", "1:16"],
      "cr.ts": ["a;\ruse(process.env.KEY);", "1:16"],
      "bom.ts": ["\uFEFFprocess.env.KEY", "0:12"],
      "emoji.ts": ['"👍"; process.env.KEY', "0:18"],
      "invalid.ts": [Buffer.concat([Buffer.from([0x2f, 0x2f, 0xff, 0x0a]), Buffer.from("process.env.KEY")]), "1:12"],
    };

    it("stand where editors count them, whatever the line ending and before or behind other characters", async () => {
      folder = temporaryFolder(crowd);
      for (const [name, [content]] of Object.entries(cases)) folder.write(name, content);
      prepare(folder.path);
      const { uses, complete } = await referencesIn(folder).usesOf("KEY", signal);
      assert.equal(complete, true);
      assert.deepEqual(
        Object.fromEntries(
          uses.map(({ uri, line, character }) => [uri.slice(folder.uri.length + 1), `${line}:${character}`]),
        ),
        Object.fromEntries(Object.entries(cases).map(([name, [, place]]) => [name, place])),
      );
    });

    it("are not looked for in links, folders, binary files and files that are too large", async () => {
      folder = temporaryFolder({ ...crowd, "a.ts": "process.env.KEY", "binary.ts": "process.env.KEY;\u0000" });
      folder.write("large.ts", "process.env.KEY");
      symlinkSync("a.ts", join(folder.path, "link.ts"));
      symlinkSync(".", join(folder.path, "loop.ts"));
      prepare(folder.path);
      truncateSync(join(folder.path, "large.ts"), 100_000_000);
      folder.write("folder.ts/nothing.ts", "");
      const { uses } = await referencesIn(folder).usesOf("KEY", signal);
      assert.deepEqual(
        uses.map(({ uri }) => uri),
        [`${folder.uri}/a.ts`],
      );
    });

    it("are found in files that changed while others were searched", async () => {
      folder = temporaryFolder(crowd);
      prepare(folder.path);
      const references = referencesIn(folder);
      const built = references.build(signal, () => undefined);
      folder.write("crowd/7.ts", "process.env.KEY");
      references.fileChanged(`${folder.uri}/crowd/7.ts`);
      await built;
      assert.equal((await references.usesOf("KEY", signal)).uses.length, 1);
    });

    it("follow thousands of files that change at once, as when another branch is checked out", async () => {
      folder = temporaryFolder();
      const name = (n: number) => `f${n}.ts`;
      for (let n = 0; n < 1500; n++) folder.write(name(n), "process.env.OLD");
      prepare(folder.path);
      const references = referencesIn(folder);
      assert.equal((await references.usesOf("OLD", signal)).uses.length, 1500);
      for (let n = 0; n < 1500; n++) {
        if (n % 3 === 0) rmSync(join(folder.path, name(n)));
        else if (n % 3 === 1) folder.write(name(n), "process.env.NEW");
        else continue;
        references.fileChanged(`${folder.uri}/${name(n)}`);
      }
      folder.write("renamed.ts", "process.env.OLD");
      assert.equal((await references.usesOf("OLD", signal)).uses.length, 501);
      assert.equal((await references.usesOf("NEW", signal)).uses.length, 500);
    });

    it("are those of the editor for files that it has open", async () => {
      folder = temporaryFolder({ "a.ts": "process.env.KEY" });
      const document = TextDocument.create(`${folder.uri}/a.ts`, "typescript", 1, "process.env.OTHER");
      const references = referencesIn(folder, { open: [document] });
      assert.equal((await references.usesOf("KEY", signal)).uses.length, 0);
      assert.equal((await references.usesOf("OTHER", signal)).uses.length, 1);
    });

    it("are not claimed to be all when the search was cancelled", async () => {
      folder = temporaryFolder({ "a.ts": "process.env.KEY" });
      const { complete } = await referencesIn(folder).usesOf("KEY", AbortSignal.abort());
      assert.equal(complete, false);
    });

    it("are found while others get their turn", async () => {
      folder = temporaryFolder();
      for (let n = 0; n < 400; n++) folder.write(`f${n}.ts`, "process.env.KEY;\n".repeat(200));
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const progress: number[] = [];
      await referencesIn(folder).build(signal, (done, total) => progress.push(done / total));
      clearInterval(timer);
      assert.ok(turns > 1);
      assert.ok(progress.length > 0 && progress.every((share) => share > 0 && share <= 1));
    });
  });

/** What changed just now is not kept: it might change again unseen. */
function age(path: string): void {
  const then = new Date(Date.now() - 60_000);
  utimesSync(path, then, then);
}

describe("what was found in a workspace", () => {
  let folder: TemporaryFolder;
  let cacheFolder: TemporaryFolder;
  const cacheFor = (version = "1") => createIndexCache(join(cacheFolder.path, "index"), version);
  const saved = () =>
    until("the cache", () => readdirSync(join(cacheFolder.path, "index")).some((n) => n.endsWith(".index")));
  const uses = async (references: ReturnType<typeof referencesIn>) =>
    (await references.usesOf("MAIN_KEY", signal)).uses.map(({ uri, kind, form, optional, line }) => {
      return `${uri.slice(folder.uri.length + 1)} ${line} ${kind} ${form}${optional ? " optional" : ""}`;
    });

  beforeEach(() => {
    folder = temporaryFolder({
      "a.ts": "process.env.MAIN_KEY ?? 'x';\nprocess.env.MAIN_KEY = 'y'",
      "b.md": "Use <MAIN_KEY> and <secret>MAIN_KEY</secret>",
      "c.ts": "nothing",
    });
    cacheFolder = temporaryFolder({ "index/keep": "" });
    for (const name of ["a.ts", "b.md", "c.ts"]) age(join(folder.path, name));
  });
  afterEach(() => {
    folder.remove();
    cacheFolder.remove();
  });
  const expected = [
    "a.ts 0 read accessor optional",
    "a.ts 1 write accessor",
    "b.md 0 inline angle",
    "b.md 0 inline tag",
  ];

  it("is not read again when the workspace is opened again", async () => {
    assert.deepEqual(await uses(referencesIn(folder, { cache: cacheFor() })), expected);
    await saved();
    const { files, read } = watched();
    assert.deepEqual(await uses(referencesIn(folder, { cache: cacheFor(), files })), expected);
    assert.deepEqual(read, []);
  });

  it("is read again where a file changed, came or went meanwhile", async () => {
    await uses(referencesIn(folder, { cache: cacheFor() }));
    await saved();
    folder.write("a.ts", "process.env.MAIN_KEY");
    utimesSync(join(folder.path, "a.ts"), new Date(), new Date(Date.now() + 5000));
    rmSync(join(folder.path, "b.md"));
    folder.write("d.ts", "process.env.MAIN_KEY");
    const { files, read } = watched();
    const found = await uses(referencesIn(folder, { cache: cacheFor(), files }));
    assert.deepEqual(found.sort(), ["a.ts 0 read accessor", "d.ts 0 read accessor"]);
    assert.deepEqual(read.sort(), ["a.ts", "d.ts"]);
  });

  it("is not trusted when another version found it, or when it is damaged", async () => {
    await uses(referencesIn(folder, { cache: cacheFor("1") }));
    await saved();
    const later = watched();
    assert.deepEqual(await uses(referencesIn(folder, { cache: cacheFor("2"), files: later.files })), expected);
    assert.equal(later.read.length, 3);
    for (const name of readdirSync(join(cacheFolder.path, "index")))
      writeFileSync(join(cacheFolder.path, "index", name), '{"names":[');
    const damaged = watched();
    assert.deepEqual(await uses(referencesIn(folder, { cache: cacheFor("1"), files: damaged.files })), expected);
    assert.equal(damaged.read.length, 3);
  });

  it("is found anew wherever what was kept of it has been cut off", async () => {
    await uses(referencesIn(folder, { cache: cacheFor() }));
    await saved();
    const [name = ""] = readdirSync(join(cacheFolder.path, "index")).filter((other) => other.endsWith(".index"));
    const path = join(cacheFolder.path, "index", name);
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 5) {
      writeFileSync(path, whole.subarray(0, length));
      const found = await uses(referencesIn(folder, { cache: { ...cacheFor(), save: noCache.save } }));
      assert.deepEqual(found.sort(), expected, `${length} of ${whole.length} bytes`);
    }
  });

  it("is kept of the workspaces that were opened last, and not of all that ever were", async () => {
    const cache = cacheFor();
    let saving = Promise.resolve();
    const save: IndexCache["save"] = (...given) => (saving = cache.save(...given));
    await uses(referencesIn(folder, { cache: { ...cache, save } }));
    await saved();
    // That removes old ones, too.
    await saving;
    const kept = () => readdirSync(join(cacheFolder.path, "index"));
    const others = Array.from({ length: 200 }, (_, at) => `${at}.index`);
    for (const [at, name] of others.entries()) {
      cacheFolder.write(`index/${name}`, "");
      utimesSync(join(cacheFolder.path, "index", name), 1000 + at, 1000 + at);
    }
    const [own = ""] = kept().filter((name) => name.length > 20);
    utimesSync(join(cacheFolder.path, "index", own), 1, 1);
    await uses(referencesIn(folder, { cache: cacheFor() }));
    const another = temporaryFolder({ "a.ts": "process.env.KEY" });
    age(join(another.path, "a.ts"));
    await referencesIn(another, { cache: cacheFor() }).build(signal);
    await until("the oldest to go", () => !kept().includes("0.index"));
    another.remove();
    assert.ok(kept().includes(own), "the one that was opened last stays");
    assert.ok(kept().includes("199.index"), "so do the newest of the others");
    assert.ok(kept().length <= 100, `${kept().length} are kept`);
  });

  it("is found anew when names may be written in other ways, even while it is taken over", async () => {
    folder.write("b.md", "Use {{MAIN_KEY}} and <MAIN_KEY>");
    age(join(folder.path, "b.md"));
    await uses(referencesIn(folder, { cache: cacheFor() }));
    await saved();
    const languages = createLanguageChoice();
    let lists = 0;
    const list: WorkspaceFiles["list"] = async (...given) => {
      const listing = await diskFiles.list(...given);
      if (lists++ > 0) return listing;
      assert.deepEqual(languages.setPatterns(["{{NAME}}"]), []);
      references.languagesChanged();
      return listing;
    };
    const references = referencesIn(folder, { cache: cacheFor(), languages, files: { ...diskFiles, list } });
    await references.build(signal);
    const both = [
      "a.ts 0 read accessor optional",
      "a.ts 1 write accessor",
      "b.md 0 inline angle",
      "b.md 0 inline angle",
    ];
    assert.deepEqual((await uses(references)).sort(), both);
    assert.deepEqual((await uses(referencesIn(folder, { cache: cacheFor(), languages }))).sort(), both);
  });

  it("is not kept of a file that changed just now", async () => {
    folder.write("c.ts", "process.env.OTHER");
    await uses(referencesIn(folder, { cache: cacheFor() }));
    await saved();
    const { files, read } = watched();
    await uses(referencesIn(folder, { cache: cacheFor(), files }));
    assert.deepEqual(read, ["c.ts"]);
  });

  it("is names and places only, never a text", async () => {
    folder.write("e.ts", 'const hidden = "s3ntinel-text"; process.env.MAIN_KEY');
    age(join(folder.path, "e.ts"));
    await uses(referencesIn(folder, { cache: cacheFor() }));
    await saved();
    for (const name of readdirSync(join(cacheFolder.path, "index")))
      assert.doesNotMatch(readFileSync(join(cacheFolder.path, "index", name), "utf8"), /s3ntinel|hidden/);
  });
});
