import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { npm, root } from "./packages.mjs";

/** Where `npm run package` puts the extension. */
export const packagedExtension = join(root, "out/inline-secrets.vsix");

/** What somebody on a slow line should have to load at the most. */
const maxPackageBytes = 400_000;

/** Builds and packages the extension as it would be published. */
export function packageExtension(): string {
  console.log("Building and packaging the extension");
  npm(["run", "--silent", "package"], root);
  if (!existsSync(packagedExtension)) throw new Error(`${packagedExtension} was not made.`);
  const { size } = statSync(packagedExtension);
  if (size > maxPackageBytes) throw new Error(`The package has ${size} bytes; ${maxPackageBytes} are the most.`);
  return packagedExtension;
}
