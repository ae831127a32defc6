import assert from "node:assert/strict";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diskFiles } from "../../../server/workspace/files";
import type { WorkspaceFiles } from "../../../server/workspace/files";
import { createFolders } from "../../../server/workspace/folders";
import type { IndexCache } from "../../../server/workspace/indexCache";
import { createIndexCache, noCache } from "../../../server/workspace/indexCache";
import { createLanguageChoice } from "../../../server/workspace/languageChoice";
import type { StartWork } from "../../../server/workspace/longWork";
import { unseenWork } from "../../../server/workspace/longWork";
import { createWorkspaceReferences } from "../../../server/workspace/workspaceReferences";
import { until } from "../../until";
import { track } from "./gitFolder";
import type { TemporaryFolder } from "./temporaryFolder";
import { noExclusion, temporaryFolder } from "./temporaryFolder";

const signal = new AbortController().signal;
const wrapper = "export const env = (key: string) => process.env[key];\n";

function referencesIn(
  folder: TemporaryFolder,
  cache: IndexCache = noCache,
  {
    files = diskFiles,
    startWork = unseenWork,
  }: { readonly files?: WorkspaceFiles; readonly startWork?: StartWork } = {},
) {
  const folders = createFolders();
  folders.set([folder.uri]);
  return createWorkspaceReferences({
    files,
    folders,
    languages: createLanguageChoice(),
    cache,
    exclusionOf: () => Promise.resolve(noExclusion),
    startWork,
    openDocuments: () => [],
  });
}

/** The names that are used in the files of a workspace, each with the file. */
async function namesIn(files: Readonly<Record<string, string>>, prepare: (path: string) => void): Promise<string> {
  const folder = temporaryFolder(files);
  try {
    prepare(folder.path);
    return await usedIn(folder, referencesIn(folder));
  } finally {
    folder.remove();
  }
}

async function usedIn(folder: TemporaryFolder, references: ReturnType<typeof referencesIn>): Promise<string> {
  await references.build(signal);
  return [...references.files()]
    .flatMap((uri) => references.usesIn(uri).map(({ name }) => `${uri.slice(folder.uri.length + 1)} ${name}`))
    .sort()
    .join("\n");
}

const crowd = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`crowd/${n}.ts`, "process.env"]));

const worlds: Readonly<Record<string, Readonly<Record<string, readonly [Readonly<Record<string, string>>, string]>>>> =
  {
    "A wrapper that another file imports is followed": {
      "by its name, by another one, and as a member": [
        {
          "env.ts": `${wrapper}export { env as getEnv };`,
          "a.ts": 'import { env } from "./env";\nenv("A");',
          "b.ts": 'import { getEnv as read } from "./env.js";\nread("B");',
          "src/c.ts": 'import * as all from "../env";\nall.env("C"); all.other("D");',
        },
        "a.ts A\nb.ts B\nsrc/c.ts C",
      ],
      "as a default, and through require": [
        {
          "lib/index.js":
            "module.exports = { env: (key) => key, read };\nfunction read(key) { return process.env[key] }",
          "default.ts": "export default function (key) { return process.env[key] }",
          "a.js": 'const { read } = require("./lib");\nread("A");',
          "b.js": 'const lib = require("./lib/index");\nlib.read("B"); lib.env("NONE");',
          "c.ts": 'import whatever from "./default";\nwhatever("C");',
        },
        "a.js A\nb.js B\nc.ts C",
      ],
      "through files that hand it on": [
        {
          "env.ts": wrapper,
          "named.ts": 'export { env as one } from "./env";',
          "all.ts": 'export * from "./named";',
          "again.ts": 'import { env } from "./env";\nexport const two = (name) => env(name) ?? "";',
          "a.ts": 'import { one } from "./all";\nimport { two } from "./again";\none("A"); two("B");',
        },
        "a.ts A\na.ts B",
      ],
      "through the paths of a tsconfig.json": [
        {
          "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], }, } } // comments too',
          "src/lib/env.ts": wrapper,
          "src/app/a.ts": 'import { env } from "@/lib/env";\nenv("A");',
        },
        "src/app/a.ts A",
      ],
      "through what a tsconfig.json extends": [
        {
          "tsconfig.base.json": '{ "compilerOptions": { "baseUrl": "./apps/web", "paths": { "@/*": ["src/*"] } } }',
          "packages/config/package.json": '{ "name": "@acme/config" }',
          "packages/config/next.json": '{ "compilerOptions": { "paths": { "#*": ["../../apps/web/src/lib/*"] } } }',
          "apps/web/tsconfig.json": '{ "extends": "../../tsconfig.base" }',
          "apps/api/tsconfig.json": '{ "extends": ["./tsconfig.json", "@acme/config/next.json"] }',
          "apps/web/src/lib/env.ts": wrapper,
          "apps/web/src/a.ts": 'import { env } from "@/lib/env";\nenv("A");',
          "apps/api/b.ts": 'import { env } from "#env";\nenv("B");',
        },
        "apps/api/b.ts B\napps/web/src/a.ts A",
      ],
      "from module to module in Python": [
        {
          "src/acme/settings/__init__.py": "from .env import env\n",
          "src/acme/settings/env.py": "import os\ndef env(name):\n    return os.environ[name]\n",
          "src/acme/a.py": "from .settings import env as read\nread('A')\n",
          "src/acme/b/c.py": "from acme.settings.env import (\n    env,\n)\nenv('B')\n",
          "src/acme/b/d.py": "from ..settings.env import env, other\nenv('D'); other('NONE')\n",
          "src/acme/text.py": "from .settings import env\ndef text(key):\n    return env(key).strip()\n",
          "src/acme/f.py": "from .text import text\ntext('F')\n",
          "tests/e.py": "from acme.settings import env\nenv('E')\n",
        },
        "src/acme/a.py A\nsrc/acme/b/c.py B\nsrc/acme/b/d.py D\nsrc/acme/f.py F\ntests/e.py E",
      ],
      "in the scripts of components": [
        {
          "env.ts": wrapper,
          "a.vue": '<script setup>\nimport { env } from "./env";\n</script>\n<template>{{ env("A") }}</template>',
          "b.svelte": '<script>\nimport { env } from "./env.js";\nenv("B");\n</script>',
          "c.astro": '---\nimport { env } from "./env";\n---\n<p>{env("C")}</p>',
          "d.vue": '<script>\nimport { env } from "./other";\nenv("NONE");\n</script>',
        },
        "a.vue A\nb.svelte B\nc.astro C",
      ],
      "through a package of the workspace": [
        {
          "packages/env/package.json": '{ "name": "@acme/env" }',
          "packages/env/src/index.ts": wrapper,
          "packages/env/src/server.ts": wrapper,
          "apps/web/a.ts": 'import { env } from "@acme/env";\nenv("A");',
          "apps/web/b.ts": 'import { env } from "@acme/env/server";\nenv("B");',
        },
        "apps/web/a.ts A\napps/web/b.ts B",
      ],
      "in a crowd": [{ ...crowd, "env.ts": wrapper, "a.ts": 'import { env } from "./env";\nenv("A");' }, "a.ts A"],
      "in a crowd, from files that are read early and late": [
        {
          ...crowd,
          "a/early.ts": wrapper,
          "a/a.ts": 'import { env } from "./early";\nenv("A");',
          "z/late.ts":
            'import { env } from "../a/early";\nexport const read = (key: string) => env(key);\nprocess.env;',
          "z/own.ts": wrapper,
          "z/z.ts": 'import { read } from "./late";\nimport { env } from "./own";\nread("Y");\nenv("Z");',
        },
        "a/a.ts A\nz/z.ts Y\nz/z.ts Z",
      ],
      "in a crowd of Python": [
        {
          ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`crowd/${n}.py`, "os.environ"])),
          "project/settings.py": "import os\ndef env(name):\n    return os.environ[name]\n",
          "project/a.py": 'from .settings import env\nenv("A")\n',
          "b.py": 'from project.settings import env as read\nread("B")\n',
        },
        "b.py B\nproject/a.py A",
      ],
      "and nothing else": [
        {
          "env.ts": `${wrapper}const hidden = (key) => process.env[key];`,
          "a.ts": 'import { hidden } from "./env";\nhidden("A");',
          "b.ts": 'import { env } from "./other";\nenv("B"); const env = "./env";',
          "c.ts": 'import { env } from "env";\nenv("C");',
          "other.ts": "export const env = (key) => key;",
        },
        "",
      ],
    },
  };

for (const [title, table] of Object.entries(worlds))
  describe(title, () => {
    for (const [sentence, [files, expected]] of Object.entries(table)) {
      it(sentence, async () => {
        assert.equal(await namesIn(files, () => undefined), expected);
      });
      it(`${sentence}, where git tracks the files`, async () => {
        assert.equal(await namesIn(files, track), expected);
      });
    }
  });

describe("What a file imports", () => {
  let folder: TemporaryFolder;
  afterEach(() => {
    folder.remove();
  });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder.path, name), text);
    return `${folder.uri}/${name}`;
  };

  it("is read again when what it imports from changes", async () => {
    folder = temporaryFolder({ "env.ts": wrapper, "a.ts": 'import { env } from "./env";\nenv("A");' });
    const references = referencesIn(folder);
    assert.equal(await usedIn(folder, references), "a.ts A");
    references.fileChanged(write("env.ts", "export const env = (key) => key;"));
    await references.update(signal);
    assert.equal(await usedIn(folder, references), "");
    references.fileChanged(write("env.ts", wrapper));
    await references.update(signal);
    assert.equal(await usedIn(folder, references), "a.ts A");
  });

  it("is known of a file that is written later", async () => {
    folder = temporaryFolder({ "env.ts": wrapper });
    const references = referencesIn(folder);
    assert.equal(await usedIn(folder, references), "");
    references.fileChanged(write("a.ts", 'import { env } from "./env";\nenv("A");'));
    await references.update(signal);
    assert.equal(await usedIn(folder, references), "a.ts A");
  });

  it("is told by what was read of others before: nobody opens them again", async () => {
    folder = temporaryFolder({
      "env.ts": wrapper,
      "again.ts": 'import { env } from "./env";\nexport const again = (key: string) => env(key);',
      "a.ts": 'import { again } from "./again";\nagain("A");',
    });
    const opened: string[] = [];
    const read = (uri: string): Buffer | undefined => {
      opened.push(uri.slice(folder.uri.length + 1));
      return diskFiles.read(uri);
    };
    assert.equal(await usedIn(folder, referencesIn(folder, noCache, { files: { ...diskFiles, read } })), "a.ts A");
    const timesOf = (name: string): number => opened.filter((each) => each === name).length;
    // Once in search of names, and then for who imports from the first file, and from the second.
    assert.deepEqual([timesOf("env.ts"), timesOf("again.ts"), timesOf("a.ts")], [3, 3, 3]);
  });

  /** Cancels the look after this file has been read for the nth time. */
  const cancelling = (uri: string, times: number) => {
    const asker = new AbortController();
    const read = (asked: string): Buffer | undefined => {
      if (asked === uri && --times === 0) asker.abort();
      return diskFiles.read(asked);
    };
    return { files: { ...diskFiles, read }, signal: asker.signal };
  };

  it("is known however far the first look came before it was given up", async () => {
    const names = ["env.ts", "a.ts", "b.ts", "c.ts"];
    folder = temporaryFolder(
      Object.fromEntries(
        names.map((name) => [name, name === "env.ts" ? wrapper : `import { env } from "./env";\nenv("${name}");`]),
      ),
    );
    for (const name of names)
      for (const times of [1, 2, 3]) {
        const { files, signal: given } = cancelling(`${folder.uri}/${name}`, times);
        const references = referencesIn(folder, noCache, { files });
        await references.build(given);
        assert.equal(await references.update(signal), true);
        assert.equal(await usedIn(folder, references), "a.ts a.ts\nb.ts b.ts\nc.ts c.ts", `${name} ${times}`);
      }
  });

  it("is left when the user cancels the look for it, until it is asked for again", async () => {
    const call = (name: string): string => `import { env } from "./env";\nenv("${name}");`;
    folder = temporaryFolder({ "env.ts": wrapper, "a.ts": call("A"), "b.ts": call("B") });
    const { files, signal: given } = cancelling(`${folder.uri}/a.ts`, 2);
    const startWork: StartWork = (asker) => ({
      ...unseenWork(AbortSignal.any([asker, given])),
      isCancelledByUser: () => given.aborted,
    });
    let isFirst = true;
    const references = referencesIn(folder, noCache, {
      files,
      startWork: (asker) => {
        const work = isFirst ? startWork(asker) : unseenWork(asker);
        isFirst = false;
        return work;
      },
    });
    assert.equal(await references.build(signal), false);
    assert.equal(given.aborted, true);
    assert.equal(await references.update(signal), false);
    assert.equal(references.usesIn(`${folder.uri}/b.ts`).length, 0);
    assert.equal(await usedIn(folder, references), "a.ts A\nb.ts B");
    assert.equal(await references.update(signal), true);
  });

  it("is not kept before all who import are known", async () => {
    folder = temporaryFolder({ "env.ts": wrapper, "a.ts": 'import { env } from "./env";\nenv("A");' });
    const { files, signal: given } = cancelling(`${folder.uri}/a.ts`, 2);
    let saved = 0;
    const cache = {
      ...noCache,
      save: () => {
        saved++;
        return Promise.resolve();
      },
    };
    const references = referencesIn(folder, cache, { files });
    await references.build(given);
    assert.equal(saved, 0);
    await references.build(signal);
    assert.equal(saved, 1);
  });

  it("is not taken from what was kept of an earlier time", async () => {
    folder = temporaryFolder({ "env.ts": wrapper, "a.ts": 'import { env } from "./env";\nenv("A");' });
    const kept = temporaryFolder({});
    try {
      const yesterday = new Date(Date.now() - 86_400_000);
      for (const name of ["env.ts", "a.ts"]) utimesSync(join(folder.path, name), yesterday, yesterday);
      let saved = 0;
      const cache = createIndexCache(kept.path, "1");
      const counting = {
        ...cache,
        save: (...given: Parameters<typeof cache.save>) => cache.save(...given).finally(() => saved++),
      };
      assert.equal(await usedIn(folder, referencesIn(folder, counting)), "a.ts A");
      await until("the index is kept", () => saved > 0);
      assert.equal(await usedIn(folder, referencesIn(folder, cache)), "a.ts A");
      rmSync(join(folder.path, "env.ts"));
      assert.equal(await usedIn(folder, referencesIn(folder, cache)), "");
    } finally {
      kept.remove();
    }
  });
});
