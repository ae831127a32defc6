import { spawn } from "node:child_process";
import { join } from "node:path";
import { startGroup } from "../driver/leftovers";
import { profileEnvironment } from "../driver/profile";
import { installExtension, listening } from "../driver/server";
import { oldestEditor, setUpEditor } from "../setup/editors";
import type { StartOptions } from "./options";
import type { Session } from "./session";

/** Serves VS Code to a browser on loopback until Ctrl-C is pressed. */
export async function openInBrowser(session: Session, options: StartOptions): Promise<number> {
  const { profile, workspace, vsix } = session;
  const editor = setUpEditor(oldestEditor);
  await installExtension(editor, profile, vsix);
  // The wrapper of code-server, unlike VS Code's own server, keeps secrets over a reload.
  const server = startGroup(
    editor.node,
    [
      join(editor.folder, "out/node/entry.js"),
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${options.port}`],
      ...["--user-data-dir", profile.userData, "--extensions-dir", profile.extensions],
      ...["--config", join(profile.folder, "code-server.yaml")],
      ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"],
      ...["--disable-getting-started-override", "--ignore-last-opened"],
    ],
    { env: profileEnvironment(profile) },
  );
  await listening(server, "HTTP server listening on");
  const address = `http://127.0.0.1:${options.port}/?folder=${encodeURIComponent(workspace)}`;
  console.log(`\nVS Code ${editor.version} with the extension and a copy of the sample workspace:\n\n  ${address}\n`);
  console.log("Press Ctrl-C to stop; everything it wrote is removed then.");
  if (options.open) openAddress(address);
  return server.exited;
}

/** Hands the address to the system's browser; where there is none, the printed address has to do. */
function openAddress(address: string): void {
  const opener = { darwin: "open", linux: "xdg-open" }[process.platform as string];
  if (opener === undefined || (process.platform === "linux" && !process.env["DISPLAY"])) return;
  spawn(opener, [address], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
