import { appYaml } from "./appYaml";
import { compose } from "./compose";
import { envExample } from "./envExample";
import { infYml } from "./infYml";
import type { ManifestFormat, ManifestReading } from "./manifest";
import { guarded } from "./guarded";
import { turboJson } from "./turboJson";
import { wranglerJson, wranglerToml } from "./wrangler";

/** All formats that declare names. */
export const manifestFormats: readonly ManifestFormat[] = [
  appYaml,
  infYml,
  envExample,
  turboJson,
  wranglerJson,
  wranglerToml,
  compose,
].map(guarded);

/** The format of a file by its path or URI, or undefined when it declares nothing. */
export function manifestFormatOf(path: string): ManifestFormat | undefined {
  const fileName = fileNameOf(path);
  return manifestFormats.find(({ isNamed }) => isNamed(fileName));
}

/** What a manifest says; undefined when the file is none by its path or URI. */
export function readManifest(path: string, text: string): ManifestReading | undefined {
  return manifestFormatOf(path)?.read(text, fileNameOf(path));
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).toLowerCase();
}
