import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";

/** Where command line tools leave what they signed in to. */
export interface Machine {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The machine that we run on. */
export function thisMachine(): Machine {
  return { variables: process.env, home: homedir() };
}

/** An empty variable counts as none, as it does for the tools that the variables are meant for. */
export function withoutEmptyVariables({ variables, home }: Machine): Machine {
  return { variables: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")), home };
}

/** A file of the user; empty where there is none. */
export async function readIfThere(path: string): Promise<Result<string>> {
  try {
    return ok(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return ok("");
    return failed({ kind: "unauthorized", message: `${path} cannot be read.`, field: "token" });
  }
}
