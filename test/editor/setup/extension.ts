import { existsSync } from "node:fs";
import { join } from "node:path";
import { npm, root } from "./packages.mjs";

/** Where `npm run package` puts the extension. */
export const packagedExtension = join(root, "out/inline-secrets.vsix");

/** Builds and packages the extension as it would be published. */
export function packageExtension(): string {
  console.log("Building and packaging the extension");
  npm(["run", "--silent", "package"], root);
  if (!existsSync(packagedExtension)) throw new Error(`${packagedExtension} was not made.`);
  return packagedExtension;
}
