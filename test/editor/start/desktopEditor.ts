import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeLeaving } from "../driver/leftovers";
import { dataFolders } from "../driver/profile";
import type { Session } from "./session";

/** The command of an installed VS Code; undefined when there is none on the PATH, or no screen to show it on. */
export function findDesktopEditor(): string | undefined {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) return undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const suffix = process.platform === "win32" ? ".cmd" : "";
  const names = ["code", "codium", "code-insiders"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))).find((path) => existsSync(path));
}

/** Opens a window of the installed VS Code that knows nothing of the user's own, until it is closed. */
export async function openOnDesktop(command: string, { profile, workspace, vsix }: Session): Promise<number> {
  const folders = ["--user-data-dir", profile.userData, "--extensions-dir", profile.extensions];
  const shell = process.platform === "win32";
  const installed = spawnSync(command, [...folders, "--install-extension", vsix], { shell, encoding: "utf8" });
  if (installed.status !== 0) throw new Error(`${command} cannot install the extension:\n${installed.stderr}`);
  beforeLeaving(() => {
    endWindow(profile.userData);
  });
  console.log(`Opening ${command} with the extension and a copy of the sample workspace.`);
  console.log("Close the window or press Ctrl-C to stop; everything it wrote is removed then.");
  // Credentials stay in memory: the system's key ring is the real user's.
  const options = ["--use-inmemory-secretstorage", "--disable-workspace-trust", "--new-window", "--wait"];
  const args = [...folders, ...options, workspace];
  const child = spawn(command, args, { shell, stdio: "ignore", env: { ...process.env, ...dataFolders(profile) } });
  const code = await new Promise<number>((resolve) =>
    child.on("exit", (status) => {
      resolve(status ?? 1);
    }),
  );
  return code;
}

/** VS Code leaves the group of processes that started it, but writes down the id of its main one. */
function endWindow(userData: string): void {
  try {
    process.kill(Number(readFileSync(join(userData, "code.lock"), "utf8")), "SIGKILL");
  } catch {
    // It is closed already.
  }
}
