import assert from "node:assert/strict";
import { cpSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { languageOf, languages } from "../../../server/languages/index";
import { javascript } from "../../../server/languages/javascript/javascript";
import { linePatternsOf, mayHoldReferencesInBytes } from "../../../server/languages/prefilter";
import type { Language } from "../../../server/languages/reference";
import { diskFiles } from "../../../server/workspace/files";
import { git, track } from "./gitFolder";
import type { TemporaryFolder } from "./temporaryFolder";
import { noExclusion, temporaryFolder } from "./temporaryFolder";

const signal = new AbortController().signal;
const all = { signal, exclusion: noExclusion };

/** The paths of what git finds for one family of languages; undefined when it cannot tell. */
async function found(folder: TemporaryFolder, { fileNames, ...filter }: Language): Promise<Set<string> | undefined> {
  const { search } = await diskFiles.list(folder.uri, all);
  const paths = new Set<string>();
  const onFound = (uris: readonly string[]): void => {
    for (const uri of uris) paths.add(decodeURIComponent(uri.slice(folder.uri.length + 1)));
  };
  const patterns = linePatternsOf(filter);
  assert.ok(search !== undefined && patterns !== undefined);
  return (await search.find({ fileNames, patterns }, onFound, signal)) ? paths : undefined;
}

/** Holds the search to our own filter: whatever that lets pass is found. Gives the families that have such files. */
async function checkAll(folder: TemporaryFolder): Promise<readonly string[]> {
  const { uris } = await diskFiles.list(folder.uri, all);
  const seen: string[] = [];
  for (const language of searched) {
    const paths = await found(folder, language);
    const passing = uris.filter((uri) => {
      const bytes = languageOf("", uri) === language ? diskFiles.read(uri) : undefined;
      return bytes !== undefined && mayHoldReferencesInBytes(bytes, language);
    });
    if (passing.length > 0) seen.push(language.id);
    for (const uri of passing) assert.ok(paths?.has(decodeURIComponent(uri.slice(folder.uri.length + 1))), uri);
  }
  return seen;
}

const searched = languages.filter((language) => linePatternsOf(language) !== undefined);

/** What else a file with needles may be like. */
const settings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(`é${text}é\r\nß`),
  (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text), Buffer.from([0xc3])]),
  (text) => Buffer.from(`${"x ".repeat(5000)}${text}\u0000`),
];

describe("a look at the bytes of a file", () => {
  it("passes over what is no inline name", () => {
    const language = languageOf("plaintext", "")!;
    const holding = ["$<ALPHA>", "<ALPHA", "List<ALPHA>", "<<ALPHA>", "<A>", " <ALPHA>"].filter((text) =>
      mayHoldReferencesInBytes(Buffer.from(text), language),
    );
    assert.deepEqual(holding, [" <ALPHA>"]);
  });
});

describe("a search by git", () => {
  let folder: TemporaryFolder;
  afterEach(() => {
    folder.remove();
  });

  it("warns of nothing where one question needs many searches at once", async () => {
    folder = temporaryFolder({ "a.ts": "process.env.KEY" });
    track(folder.path);
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): number => warnings.push(message);
    process.on("warning", onWarning);
    const { signal } = new AbortController();
    const { search } = await diskFiles.list(folder.uri, { signal, exclusion: noExclusion });
    const query = { fileNames: [".ts"], patterns: ["process"] };
    assert.ok(search);
    const searches = Array.from({ length: 12 }, () => search.find(query, () => undefined, signal));
    assert.deepEqual(new Set(await Promise.all(searches)), new Set([true]));
    process.off("warning", onWarning);
    assert.deepEqual(warnings, []);
  });

  it("finds all that our own filter lets pass, in any encoding and with any line ending", async () => {
    folder = temporaryFolder({ ".gitattributes": "*1* binary\n*2* -text -diff\n" });
    for (const language of languages) {
      const lines = [...language.needles.map((needles) => needles.join("\r\n")), "<AB>", "<secret>", "a.<A1_>;"];
      for (const [kind, inSetting] of settings.entries())
        for (const [index, text] of lines.entries())
          folder.write(`${language.id}/${index}/${nameFor(language, kind)}`, inSetting(text));
    }
    track(folder.path);
    assert.deepEqual(
      await checkAll(folder),
      searched.map(({ id }) => id),
    );
  });

  it("finds all that our own filter lets pass in the sample workspace", async () => {
    folder = temporaryFolder();
    cpSync(join("test", "workspace"), folder.path, { recursive: true });
    track(folder.path);
    assert.deepEqual(await checkAll(folder), ["javascript", "python", "yaml", "markdown"]);
  });

  it("leaves to others what git does not read from the disk", async () => {
    folder = temporaryFolder({ "kept.ts": "", "sparse.ts": "", "promised.ts": "", "conflict.ts": "0", "link.ts": "" });
    rmSync(join(folder.path, "link.ts"));
    symlinkSync("kept.ts", join(folder.path, "link.ts"));
    track(folder.path);
    git(folder.path, "commit", "-m", "a");
    git(folder.path, "update-index", "--skip-worktree", "sparse.ts");
    git(folder.path, "update-index", "--assume-unchanged", "promised.ts");
    makeConflict(folder, "conflict.ts");
    const names = ["kept", "sparse", "promised", "conflict", "new"].map((name) => `${name}.ts`);
    for (const name of names) folder.write(name, "process.env.KEY");
    const { uris, search } = await diskFiles.list(folder.uri, all);
    assert.deepEqual([...uris].sort(), [...names, "link.ts"].map((name) => `${folder.uri}/${name}`).sort());
    assert.deepEqual(
      names.filter((name) => search?.covers(`${folder.uri}/${name}`)),
      ["kept.ts"],
    );
    assert.ok((await found(folder, javascript))?.has("kept.ts"));
    assert.ok(!search?.covers("file:///elsewhere/kept.ts"));
  });

  it("does not mind what the user or the repository configures", async () => {
    folder = temporaryFolder({ "sub/a b/ö.ts": "process.env.KEY" });
    track(folder.path);
    for (const [key, value] of Object.entries({
      "color.ui": "always",
      "grep.fullName": "true",
      "grep.lineNumber": "true",
      "grep.patternType": "fixed",
      "core.fsmonitor": "false; touch ran",
      "submodule.recurse": "true",
    }))
      git(folder.path, "config", key, value);
    const below = { ...folder, uri: `${folder.uri}/sub` };
    assert.deepEqual([...((await found(below, javascript)) ?? [])], ["a b/ö.ts"]);
    assert.deepEqual((await diskFiles.list(folder.uri, all)).uris, [`${folder.uri}/sub/a%20b/%C3%B6.ts`]);
  });

  it("passes over scripts in which nothing leads to a name", async () => {
    const leading = [
      "process\n  .env.A",
      "const { env } = process",
      'import { env } from "node:process"',
      "process!.env.A",
      "1-process.env.A",
      "f(process), env",
    ];
    const others = ["process.cwd(), env", "// process the env", "import.meta.url + env", "Bun.file(env)", "env.A"];
    others.push("await process(env)", "// the process's env", "log('env: starting to process')", "// env (in-process)");
    const texts = [...leading, ...others].map((text, at) => [`${at}.ts`, text] as const);
    folder = temporaryFolder(Object.fromEntries(texts));
    track(folder.path);
    const expected = leading.map((_, at) => `${at}.ts`);
    assert.deepEqual([...((await found(folder, javascript)) ?? [])].sort(), expected);
  });

  it("says so when it is asked for more than the system lets pass", async () => {
    folder = temporaryFolder({ "a.ts": "process.env.A" });
    track(folder.path);
    const { search } = await diskFiles.list(folder.uri, all);
    const query = { fileNames: [".ts"], patterns: ["A".repeat(3_000_000)] };
    assert.equal(await search?.find(query, () => undefined, signal), false);
  });

  it("says when it was cancelled", async () => {
    folder = temporaryFolder({ "a.ts": "process.env.KEY" });
    track(folder.path);
    const { search } = await diskFiles.list(folder.uri, all);
    const query = { fileNames: [".ts"], patterns: ["env"] };
    assert.equal(await search?.find(query, () => undefined, AbortSignal.abort()), false);
  });
});

describe("a search by a git of another make", () => {
  const path = process.env["PATH"];
  let folder: TemporaryFolder;
  let bin: TemporaryFolder;
  /** Puts a git in front that refuses whatever has `word` among its arguments. */
  const refuse = (word: string): void => {
    const real = (path ?? "").split(delimiter).map((directory) => join(directory, "git"));
    const tries = real.map((candidate) => `[ -x '${candidate}' ] && exec '${candidate}' "$@"`);
    bin = temporaryFolder();
    const script = `#!/bin/sh\nfor a; do [ "$a" = '${word}' ] && exit 128; done\n${tries.join("\n")}\n`;
    writeFileSync(join(bin.path, "git"), script, { mode: 0o755 });
    process.env["PATH"] = `${bin.path}${delimiter}${path ?? ""}`;
  };
  beforeEach(() => {
    folder = temporaryFolder({ "a.ts": "process.env.KEY", "b.ts": "environment" });
    track(folder.path);
  });
  afterEach(() => {
    process.env["PATH"] = path;
    folder.remove();
    bin.remove();
  });

  it("goes without Perl's dialect where git has none", async () => {
    refuse("-P");
    assert.ok((await found(folder, javascript))?.has("a.ts"));
  });

  it("says so where git has no search at all", async () => {
    refuse("grep");
    assert.equal(await found(folder, javascript), undefined);
  });

  it("answers with what was begun while git listed, once, and where that covers the question", async () => {
    bin = temporaryFolder();
    const query = { fileNames: [".ts"], patterns: ["env"] };
    const { search } = await diskFiles.list(folder.uri, { ...all, ahead: [query] });
    // No other search can begin now.
    process.env["PATH"] = bin.path;
    const find = async (fileNames: readonly string[]): Promise<readonly string[] | undefined> => {
      const found: string[] = [];
      const onFound = (uris: readonly string[]): void => void found.push(...uris);
      return (await search?.find({ ...query, fileNames }, onFound, signal)) ? found.sort() : undefined;
    };
    assert.equal(await find([".ts", ".vue"]), undefined);
    assert.deepEqual(await find([".ts"]), [`${folder.uri}/a.ts`, `${folder.uri}/b.ts`]);
    assert.equal(await find([".ts"]), undefined);
  });

  it("is not there where there is no git", async () => {
    refuse("ls-files");
    const { uris, search } = await diskFiles.list(folder.uri, all);
    assert.deepEqual([uris.length, search], [2, undefined]);
  });
});

function makeConflict(folder: TemporaryFolder, name: string): void {
  git(folder.path, "checkout", "-b", "other");
  folder.write(name, "1");
  git(folder.path, "commit", "-m", "b", name);
  git(folder.path, "checkout", "main");
  folder.write(name, "2");
  git(folder.path, "commit", "-m", "c", name);
  assert.throws(() => {
    git(folder.path, "merge", "other");
  });
}

function nameFor({ fileNames }: Language, kind: number): string {
  const name = fileNames[0] ?? "";
  return name.startsWith(".") ? `File${kind}${name.toUpperCase()}` : `${name}.${kind}`;
}
