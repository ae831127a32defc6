// `npm run package`: bundles the extension and packs it.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

/** What is packed is gathered here: `package.json` is another one there. */
const folder = "out/package";

process.argv.push("--production");
await import("./esbuild.mjs");
rmSync(folder, { recursive: true, force: true });
const kept = [...readFileSync(".vscodeignore", "utf8").matchAll(/^!([^*\n]+)/gm)].map(([, path = ""]) => path);
for (const path of [".vscodeignore", ...kept]) cpSync(path, join(folder, path), { recursive: true });
writeFileSync(join(folder, "package.json"), packedManifest());
await createVSIX({
  cwd: folder,
  packagePath: "out/inline-secrets.vsix",
  dependencies: false,
  allowMissingRepository: true,
});

/** What an editor reads of `package.json`, without what the extension is built and tested with. */
function packedManifest() {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  for (const key of ["scripts", "devDependencies", "knip"]) delete manifest[key];
  return JSON.stringify(manifest);
}
