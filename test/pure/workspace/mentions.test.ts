import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { createMentions } from "../../../server/workspace/mentions";
import type { MentionSources } from "../../../server/workspace/mentions";
import { until } from "../../until";

const folder = "file:///workspace";

/** Stands for a file that has a text which nobody gets to see. */
const withheld = "(withheld)";

/** A name that is looked for in these files; what has no text is listed all the same. */
function start(files: Readonly<Record<string, string | undefined>>, isPartial = false) {
  const inForce = readManifest(".env.example", "NOWHERE=\n");
  const listed = new Map(Object.entries(files));
  let changed = (_uri: string): void => undefined;
  const textOf = (uri: string): string | undefined => listed.get(uri.slice(folder.length + 1));
  const mentions = createMentions({
    files: {
      read: (uri: string) => {
        const text = textOf(uri);
        return text === undefined || text === withheld ? undefined : Buffer.from(text);
      },
      withholds: (uri: string) => textOf(uri) === withheld,
    },
    declarations: { all: () => [{ inForce }] },
    references: {
      usedNames: () => new Set(),
      listFiles: () => Promise.resolve({ uris: [...listed.keys()].map((path) => `${folder}/${path}`), isPartial }),
      onDidChange: (listener: (uri: string) => void) => {
        changed = listener;
      },
    },
  } as unknown as MentionSources);
  const told: string[] = [];
  mentions.onDidChange(() => {
    told.push([...mentions.unmentioned()].join());
  });
  const change = (path: string, text: string): void => {
    listed.set(path, text);
    changed(`${folder}/${path}`);
    mentions.update();
  };
  return { mentions, told, change };
}

describe("What nothing mentions", () => {
  it("is known once all files have been looked into", async () => {
    const { mentions, told } = start({ "a.md": "SOMETHING" });
    mentions.update();
    await until("the name", () => told.length > 0);
    assert.deepEqual(told, ["NOWHERE"]);
  });

  it("is not known while a repository lies within this one, whose files nobody lists", async () => {
    const { mentions, told, change } = start({ ".gitmodules": '[submodule "vendor"]\n\tpath = vendor\n', "a.md": "" });
    mentions.update();
    await new Promise(setImmediate);
    assert.deepEqual(told, []);
    change(".gitmodules", "");
    await until("the names", () => told.length > 0);
    assert.deepEqual(told, ["NOWHERE"]);

    const untracked = start({ "cloned/": undefined, "a.md": "" });
    untracked.mentions.update();
    await new Promise(setImmediate);
    assert.deepEqual(untracked.told, []);
  });

  it("is not known while a file with text cannot be looked into", async () => {
    const { mentions, told, change } = start({ "dump.sql": withheld, "a.md": "" });
    mentions.update();
    await new Promise(setImmediate);
    assert.deepEqual(told, []);
    change("dump.sql", "");
    await until("the names", () => told.length > 0);
    assert.deepEqual(told, ["NOWHERE"]);
  });

  it("is not known where there are more files than could be listed", async () => {
    const { mentions, told } = start({ "a.md": "" }, true);
    mentions.update();
    await new Promise(setImmediate);
    assert.deepEqual(told, []);
  });
});
