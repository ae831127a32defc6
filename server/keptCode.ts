import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { keepNewest, replaceFile } from "./replaceFile";
import { withInitialFlags } from "./youngSpace";

/** How far a program had come when its code was kept: what it had not run by then is not among it. */
export type Stage = "started" | "indexed";

/** The scripts of a program, and where their compiled code is kept. */
export interface Program {
  /** The folder of the scripts; the first one is given to `runProgram`, and others are required as `./name`. */
  readonly folder: string;
  /** Tells these texts from all others. V8 looks at their lengths only. */
  readonly identity: string;
  /** Where compiled code is kept. It is made when it is needed. */
  readonly directory: string;
}

/** A program that runs. */
export interface RunningProgram {
  readonly exports: unknown;
  /**
   * Keeps the code that was compiled so far, unless what is kept came as far already. That takes some 20 ms: it is for a
   * moment at which nobody waits. That it fails costs time at the next start, and nothing else.
   */
  readonly keepCode: KeepCode;
}

/** Keeps the code of a program that has come so far. */
export type KeepCode = (stage: Stage) => Promise<void>;

/** In the order of their coming. */
const stages: readonly (Stage | "new")[] = ["new", "started", "indexed"];
/** So many files are kept: each editor brings a V8 of its own, and some of them lag behind. */
const keptFiles = 4;

/**
 * Runs a script of CommonJS with the code that V8 compiled for it at an earlier start, if it is this very V8, with the same
 * flags. What is kept is code, and never anything that the program was given or has read.
 */
export function runProgram(script: string, { folder, identity, directory }: Program): RunningProgram {
  const version = cachedDataVersionTag();
  const path = join(directory, `${identity}-${version.toString(16)}`);
  const kept = readKept(path);
  let { stage } = kept;
  const scripts = new Map<string, { readonly compiled: Script; readonly module: { exports: unknown } }>();

  const run = (name: string): unknown => {
    const known = scripts.get(name);
    if (known) return known.module.exports;
    const file = join(folder, name);
    const compiled = compile(file, kept.code.get(name));
    if (compiled.cachedDataRejected === true) stage = "new";
    const module = { exports: {} };
    scripts.set(name, { compiled, module });
    const others = createRequire(file);
    const require = (wanted: string): unknown => (wanted.startsWith("./") ? run(wanted.slice(2)) : others(wanted));
    (compiled.runInThisContext() as Wrapper)(module.exports, require, module, file, folder);
    return module.exports;
  };

  return {
    exports: run(script),
    keepCode: async (reached) => {
      if (stages.indexOf(reached) <= stages.indexOf(stage)) return;
      stage = reached;
      try {
        const content = withInitialFlags(() =>
          // With flags that were set meanwhile, it would be rejected by each process that has yet to set them.
          cachedDataVersionTag() === version ? serialize(reached, scripts) : undefined,
        );
        if (content === undefined) return;
        await replaceFile(path, content);
        await keepNewest(directory, keptFiles);
      } catch {
        // No room, or no right to write there: it is compiled anew next time.
      }
    },
  };
}

type Wrapper = (exports: unknown, require: unknown, module: unknown, filename: string, dirname: string) => void;

/** As Node.js itself wraps modules, on a line of its own so that the places in errors stay right. */
function compile(file: string, cachedData: Buffer | undefined): Script {
  const text = readFileSync(file, "utf8");
  return new Script(`(function (exports, require, module, __filename, __dirname) {\n${text}\n})`, {
    filename: file,
    lineOffset: -1,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
}

interface Kept {
  readonly stage: Stage | "new";
  /** By the name of the script. */
  readonly code: ReadonlyMap<string, Buffer>;
}

/** What the file begins with. The code of all scripts follows in the same order. */
interface Header {
  readonly stage: Stage;
  readonly scripts: readonly { readonly name: string; readonly length: number }[];
}

/** A checksum, the header on a line, and the code. V8 crashes on code that is broken, so nothing unchecked gets to it. */
function serialize(stage: Stage, scripts: ReadonlyMap<string, { readonly compiled: Script }>): Buffer {
  const parts = [...scripts].map(([name, { compiled }]) => ({ name, code: compiled.createCachedData() }));
  const header: Header = { stage, scripts: parts.map(({ name, code }) => ({ name, length: code.length })) };
  const content = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...parts.map(({ code }) => code)]);
  return Buffer.concat([checksumOf(content), content]);
}

function readKept(path: string): Kept {
  try {
    const file = readFileSync(path);
    const content = file.subarray(checksumLength);
    if (!checksumOf(content).equals(file.subarray(0, checksumLength))) return nothingKept;
    let end = content.indexOf("\n") + 1;
    const { stage, scripts } = JSON.parse(content.toString("utf8", 0, end)) as Header;
    return { stage, code: new Map(scripts.map(({ name, length }) => [name, content.subarray(end, (end += length))])) };
  } catch {
    return nothingKept;
  }
}

const nothingKept: Kept = { stage: "new", code: new Map() };
const checksumLength = 32;

function checksumOf(content: Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}
