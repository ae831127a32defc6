import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Several may be written at a time, by several processes, and each needs a name of its own until it is whole. */
let written = 0;

/** Writes a file for its owner only, as a whole or not at all: whoever reads meanwhile sees the old one. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.${++written}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(temporary, content, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes the files of a folder but for those that were changed last. */
export async function keepNewest(directory: string, count: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(directory)).map(async (name) => {
      const path = join(directory, name);
      return { path, modified: (await stat(path)).mtimeMs };
    }),
  );
  const old = files.sort((one, other) => other.modified - one.modified).slice(count);
  await Promise.all(old.map(({ path }) => rm(path, { force: true })));
}
