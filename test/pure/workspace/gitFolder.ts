import { execFileSync } from "node:child_process";

/** Runs git in a folder, with nobody's settings but its own. */
export function git(folder: string, ...args: string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"];
  execFileSync("git", ["-C", folder, ...who, ...args], { env, stdio: "ignore" });
}

/** Makes a repository of a folder, with all of its files tracked. */
export function track(folder: string): void {
  git(folder, "init");
  git(folder, "add", "--all", "--force");
}
