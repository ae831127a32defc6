import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { createProfile, dataFolders } from "../driver/profile";
import type { Profile } from "../driver/profile";
import { quietSettings } from "../driver/quietSettings";
import { countResults } from "../ring";
import { copySampleWorkspace } from "../sampleWorkspace";
import { oldestEditor } from "../setup/editors";
import { packagedExtension } from "../setup/extension";
import { root } from "../setup/packages.mjs";
import { bundleSuite } from "./bundle";
import type { SuiteBundle } from "./bundle";

/** Runs the suite in the extension host of a desktop VS Code: in the versions given as arguments, or the oldest and the newest. */
async function runOnDesktop(versions: readonly string[]): Promise<number> {
  const suite = await bundleSuite();
  let passed = 0;
  let failed = 0;
  for (const version of versions) {
    console.log(`\n=== extension host of the desktop VS Code ${version}`);
    const count = await runVersion(version, suite);
    if (count.reason !== undefined) console.error(count.reason);
    passed += count.passed;
    failed += count.failed;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runVersion(version: string, suite: SuiteBundle) {
  const executable = await downloadAndUnzipVSCode({ version, cachePath: join(root, ".editor/desktop") });
  const profile = createProfile(quietSettings);
  installOnDesktop(executable, profile);
  const results = join(profile.folder, "results.jsonl");
  const run = runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: suite.folder,
    extensionTestsPath: suite.script,
    extensionTestsEnv: { ...dataFolders(profile), TEST_RESULTS: results },
    launchArgs: [
      copySampleWorkspace().path,
      ...foldersOf(profile),
      "--use-inmemory-secretstorage",
      "--disable-telemetry",
    ],
    reuseMachineInstall: true,
  });
  const exitedWell = await run.then(
    (code) => code === 0,
    (error: unknown) => {
      console.error(error);
      return false;
    },
  );
  return countResults(readFileSync(results, { encoding: "utf8", flag: "a+" }), exitedWell);
}

function installOnDesktop(executable: string, profile: Profile): void {
  const [command = executable] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const shell = process.platform === "win32";
  const args = [...foldersOf(profile), "--install-extension", packagedExtension, "--force"];
  const { status } = spawnSync(shell ? `"${command}"` : command, args, { shell, stdio: "inherit" });
  if (status !== 0) throw new Error(`${packagedExtension} cannot be installed.`);
}

function foldersOf(profile: Profile): string[] {
  return [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
}

const versions = process.argv.slice(2);
runOnDesktop(versions.length > 0 ? versions : [oldestEditor, "stable"]).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
