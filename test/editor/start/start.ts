import { createProfile } from "../driver/profile";
import { copySampleWorkspace } from "../sampleWorkspace";
import { packageExtension } from "../setup/extension";
import { openInBrowser } from "./browserEditor";
import { findDesktopEditor, openOnDesktop } from "./desktopEditor";
import { fillEmbeddedStore } from "../sampleSecrets";
import { serveSecretsApi } from "./remote";
import { readOptions, usage } from "./options";
import { startSettings } from "./settings";

/** Opens a real VS Code with the extension and a copy of the sample workspace, until it is closed or Ctrl-C is pressed. */
async function start(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(usage);
    return 0;
  }
  const vsix = packageExtension();
  const profile = createProfile(startSettings);
  const workspace = copySampleWorkspace().path;
  await fillEmbeddedStore(profile.home);
  if (options.remote) await serveSecretsApi();
  const desktop = options.browser ? undefined : findDesktopEditor();
  const session = { profile, workspace, vsix };
  return desktop === undefined ? openInBrowser(session, options) : openOnDesktop(desktop, session);
}

start().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
