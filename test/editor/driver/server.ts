import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Editor } from "../setup/editors";
import { startGroup } from "./leftovers";
import type { ProcessGroup } from "./leftovers";
import { profileEnvironment } from "./profile";
import type { Profile } from "./profile";
import { patience } from "./wait";

/** VS Code's own web server, listening on loopback. */
export interface Server {
  readonly host: string;
  readonly url: string;
  readonly process: ProcessGroup;
}

/** Installs a packaged extension for the user of this profile. */
export async function installExtension(editor: Editor, profile: Profile, vsix: string): Promise<void> {
  const args = [serverScript(editor), ...foldersOf(profile), "--install-extension", vsix, "--force"];
  const install = startGroup(editor.node, args, { env: profileEnvironment(profile) });
  const code = await install.exited;
  await install.stop();
  if (code === 0 && install.output().includes("successfully installed")) return;
  throw new Error(`${vsix} cannot be installed (${code}):\n${install.output()}`);
}

/**
 * Starts the server of the workbench. `test` lets the page name a test suite to run inside the extension host, which VS Code
 * otherwise ignores without a word.
 */
export async function startServer(
  editor: Editor,
  profile: Profile,
  options: { readonly test: boolean; readonly restricted: boolean; readonly env: NodeJS.ProcessEnv },
): Promise<Server> {
  const port = await freePort();
  const listen = ["--host", "127.0.0.1", "--port", `${port}`, "--without-connection-token"];
  const quiet = ["--disable-telemetry", "--telemetry-level", "off"];
  const args = [serverScript(editor), ...listen, ...quiet, ...foldersOf(profile)];
  if (!options.restricted) args.push("--disable-workspace-trust");
  if (options.test) args.push("--enable-smoke-test-driver");
  const server = startGroup(editor.node, args, { env: { ...profileEnvironment(profile), ...options.env } });
  await listening(server, "agent listening on");
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, process: server };
}

/** Waits until the program says so. */
export async function listening(program: ProcessGroup, words: string): Promise<void> {
  const heard = new Promise<boolean>((resolve) => {
    program.onOutput(() => {
      if (program.output().includes(words)) resolve(true);
    });
    setTimeout(resolve, patience, false).unref();
  });
  if (await Promise.race([heard, program.exited.then(() => false)])) return;
  const output = program.output().slice(-4000);
  await program.stop();
  throw new Error(`VS Code did not start:\n${output}`);
}

/** A port of loopback that is free right now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

function serverScript(editor: Editor): string {
  return join(editor.folder, "lib/vscode/out/server-main.js");
}

function foldersOf(profile: Profile): string[] {
  const data = ["--user-data-dir", profile.userData, "--server-data-dir", profile.userData];
  return ["--accept-server-license-terms", "--extensions-dir", profile.extensions, ...data];
}
