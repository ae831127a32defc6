import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { createExclusion } from "../../../server/workspace/exclusion";
import { diskFiles, maxFileBytes, readText } from "../../../server/workspace/files";
import { normalizeUri } from "../../../server/workspace/uris";
import { walk } from "../../../server/workspace/walk";
import { git, track } from "./gitFolder";
import type { TemporaryFolder } from "./temporaryFolder";
import { noExclusion, temporaryFolder } from "./temporaryFolder";

const all = { signal: new AbortController().signal, exclusion: noExclusion };

async function listed({ uri }: TemporaryFolder, exclusion = noExclusion): Promise<string[]> {
  const { uris } = await diskFiles.list(uri, { ...all, exclusion });
  assert.deepEqual(uris, uris.map(normalizeUri), "every URI is spelled in the one way");
  return uris.map((file) => decodeURIComponent(file.slice(uri.length + 1))).sort();
}

/** The number of the user that owns nothing, on Linux. */
const nobody = 65_534;

describe("the files of a folder", () => {
  let folder: TemporaryFolder;
  afterEach(() => {
    folder.remove();
  });

  const ignoring = {
    "a.ts": "",
    ".gitignore": "out/\n*.log\n",
    "out/b.ts": "",
    "c.log": "",
    "sub/.gitignore": "*.tmp\n!keep.tmp\n",
    "sub/d.tmp": "",
    "sub/keep.tmp": "",
    "d.tmp": "",
    "node_modules/x/index.js": "",
    "größe/with space.ts": "",
  };
  const expected = [".gitignore", "a.ts", "d.tmp", "größe/with space.ts", "sub/.gitignore", "sub/keep.tmp"];

  it("are those that .gitignore leaves, also where there is no repository", async () => {
    folder = temporaryFolder(ignoring);
    assert.deepEqual(await listed(folder), expected);
  });

  it("are none where the folder is not on this machine, even if one here has the same path", async () => {
    folder = temporaryFolder({ "a.ts": "" });
    for (const elsewhere of [folder.uri.replace("file:", "memfs:"), `vscode-vfs://github${folder.path}`]) {
      assert.deepEqual((await diskFiles.list(elsewhere, all)).uris, []);
      assert.equal(diskFiles.stamp(`${elsewhere}/a.ts`), undefined);
    }
  });

  it("are those that git tracks or would track", async () => {
    folder = temporaryFolder({ ...ignoring, ".gitignore": "out/\n*.log\nnode_modules/\n", "e.log": "" });
    const git = (...args: string[]) => execFileSync("git", ["-C", folder.path, ...args], { stdio: "ignore" });
    git("init");
    git("add", "-f", "e.log", "a.ts");
    assert.deepEqual(await listed(folder), [...expected, "e.log"].sort());
  });

  for (const hasRepository of [true, false])
    it(`are without those that the editor excludes, with ${hasRepository ? "a" : "no"} repository`, async () => {
      folder = temporaryFolder({
        "a.ts": "",
        "a.js": "",
        "b.js": "",
        "out/c.ts": "",
        "sub/out/d/e.ts": "",
        "sub/f.md": "",
      });
      if (hasRepository) track(folder.path);
      const exclusion = createExclusion([{ "**/out": true, "*.js": { when: "$(basename).ts" } }, { "**/*.md": true }]);
      assert.deepEqual(await listed(folder, exclusion), ["a.ts", "b.js"]);
    });

  it("are there also in a folder that the repository around it ignores", async () => {
    folder = temporaryFolder({ ".gitignore": "out/\n", "out/app.yaml": "" });
    execFileSync("git", ["-C", folder.path, "init"], { stdio: "ignore" });
    const { uris: inside } = await diskFiles.list(`${folder.uri}/out`, all);
    assert.deepEqual(inside, [`${folder.uri}/out/app.yaml`]);
  });

  it("are not all where a sparse checkout leaves some out, and are when those are on the disk all the same", async () => {
    folder = temporaryFolder({ "a.ts": "", "out/b.ts": "", "out/c.ts": "" });
    const isPartial = async () => (await diskFiles.list(folder.uri, all)).isPartial;
    track(folder.path);
    assert.equal(await isPartial(), false);
    git(folder.path, "commit", "-m", "a");
    git(folder.path, "sparse-checkout", "set", "--no-cone", "/a.ts", "/out/b.ts");
    assert.equal(await isPartial(), true);
    folder.write("out/c.ts", "");
    assert.equal(await isPartial(), false);
  });

  it("are not all where a walk is cut off, or they are not on this machine", async () => {
    folder = temporaryFolder({ "a.ts": "", "sub/b.ts": "" });
    const upTo = async (most: number) => (await walk(folder.path, all.signal, () => false, most)).isPartial;
    assert.equal(await upTo(1), true);
    assert.equal(await upTo(3), false);
    assert.equal((await diskFiles.list("memfs:/project", all)).isPartial, true);
  });

  it("are not all where a folder or a file is not for us to see", async function () {
    // There, a mode takes away nothing but writing.
    if (process.platform === "win32") this.skip();
    folder = temporaryFolder({ "sub/a.ts": "", "b.ts": "" });
    chmodSync(folder.path, 0o755);
    for (const path of ["sub", "b.ts"]) chmodSync(join(folder.path, path), 0);
    // Whoever may do anything sees everything.
    const isMighty = process.geteuid?.() === 0;
    if (isMighty) process.seteuid?.(nobody);
    try {
      assert.equal((await diskFiles.list(folder.uri, all)).isPartial, true);
      assert.equal(diskFiles.withholds(`${folder.uri}/b.ts`), true);
    } finally {
      if (isMighty) process.seteuid?.(0);
      chmodSync(join(folder.path, "sub"), 0o700);
    }
  });

  it("come to an end where links lead in a circle", async () => {
    folder = temporaryFolder({ "sub/a.ts": "" });
    symlinkSync(folder.path, join(folder.path, "sub/loop"));
    symlinkSync("nowhere", join(folder.path, "broken"));
    assert.deepEqual(await listed(folder), ["sub/a.ts"]);
  });

  it("are none where there is no folder", async () => {
    folder = temporaryFolder();
    folder.remove();
    assert.deepEqual(await listed(folder), []);
  });
});

describe("the text of a file", () => {
  const cases: Record<string, readonly [content: string | Buffer, text: string | undefined]> = {
    "is what it says in UTF-8": ["größe ✓", "größe ✓"],
    "has no byte order mark": ["\uFEFFtext", "text"],
    "keeps its line endings": ["a\r\nb\n", "a\r\nb\n"],
    "stands in for bytes that are no UTF-8": [Buffer.from([0x61, 0xff, 0x62]), "a\uFFFDb"],
    "is not had of a binary file": [Buffer.from([0x61, 0x00, 0x62]), undefined],
    "may be empty": ["", ""],
  };
  for (const [what, [content, text]] of Object.entries(cases))
    it(what, () => {
      const folder = temporaryFolder({ "a file.txt": content });
      assert.equal(readText(diskFiles, `${folder.uri}/a%20file.txt`), text);
      folder.remove();
    });

  it("is not had of a file that is too large, a folder, a link, or nothing at all", () => {
    const folder = temporaryFolder({ "sub/a.txt": "a", "large.txt": "a", "largest.txt": "a".repeat(maxFileBytes) });
    truncateSync(join(folder.path, "large.txt"), 100_000_000);
    symlinkSync(join(folder.path, "sub/a.txt"), join(folder.path, "link.txt"));
    for (const name of ["sub", "large.txt", "link.txt", "gone.txt"])
      assert.equal(readText(diskFiles, `${folder.uri}/${name}`), undefined, name);
    assert.equal(readText(diskFiles, `${folder.uri}/largest.txt`)?.length, maxFileBytes);
    assert.equal(readText(diskFiles, "untitled:Untitled-1"), undefined);
    folder.remove();
  });
});

describe("a text that is not had", () => {
  it("is there all the same where it is too large or in UTF-16, and is none of a binary file, a folder, a link or nothing", () => {
    const folder = temporaryFolder({
      "small.txt": "a",
      "large.txt": "a".repeat(maxFileBytes + 1),
      "large.bin": "a\0",
      "utf16.ps1": Buffer.from("\uFEFF$env:A", "utf16le"),
    });
    truncateSync(join(folder.path, "large.bin"), 100_000_000);
    symlinkSync(join(folder.path, "large.txt"), join(folder.path, "link.txt"));
    const names = ["small.txt", "large.txt", "large.bin", "utf16.ps1", "link.txt", "gone.txt", "small.txt/below", ""];
    const withheld = names.filter((name) => diskFiles.withholds(`${folder.uri}/${name}`));
    assert.deepEqual(withheld, ["large.txt", "utf16.ps1"]);
    folder.remove();
  });
});

describe("the stamp of a file", () => {
  it("changes with the file, and is not had where there is none to be had", () => {
    const folder = temporaryFolder({ "a.ts": "a" });
    symlinkSync("loop.ts", join(folder.path, "loop.ts"));
    assert.equal(diskFiles.stamp(`${folder.uri}/a.ts`)?.size, 1);
    for (const name of ["gone.ts", "loop.ts", "a.ts/below.ts"])
      assert.equal(diskFiles.stamp(`${folder.uri}/${name}`), undefined, name);
    folder.remove();
  });
});
