import { appYaml } from "./appYaml";
import { envExample } from "./envExample";
import { infYml } from "./infYml";
import type { ManifestFormat } from "./manifest";

/** All formats that declare names. */
export const manifestFormats: readonly ManifestFormat[] = [appYaml, infYml, envExample];

/** The format of a file by its path or URI, or undefined when it declares nothing. */
export function manifestFormatOf(path: string): ManifestFormat | undefined {
  const fileName = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return manifestFormats.find(({ fileNames }) => fileNames.includes(fileName));
}
