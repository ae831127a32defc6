import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { URI } from "vscode-uri";
import { createExclusion } from "../../../server/workspace/exclusion";

/** Leaves no file out. */
export const noExclusion = createExclusion([]);

/** A folder with files in it that is gone after the test. */
export interface TemporaryFolder {
  readonly path: string;
  readonly uri: string;
  readonly write: (path: string, content: string | Buffer) => void;
  readonly remove: () => void;
}

/** Makes a folder with these files. */
export function temporaryFolder(files: Record<string, string | Buffer> = {}): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "inline-secrets-")));
  const write = (file: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    path,
    uri: URI.file(path).toString(),
    write,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
