import { join } from "node:path";
import { dataDirectory } from "./embedded/dataDirectory";
import { runProgram } from "./keptCode";
import type { KeepCode } from "./keptCode";

/** A hash of the scripts, which the build puts here. */
declare const programIdentity: string;

// Where the process begins. All that is known here is how to run the program with code that was compiled before.
const { exports, keepCode } = runProgram("program.js", {
  folder: __dirname,
  identity: programIdentity,
  directory: join(dataDirectory(), "code"),
});
(exports as { readonly serve: (keepCode: KeepCode, identity: string) => void }).serve(keepCode, programIdentity);
