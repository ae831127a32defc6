import { manifestFormatOf } from "../manifests/index";
import type { Declarations } from "./declarations";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import { isWithin } from "./uris";
import type { WorkspaceReferences } from "./workspaceReferences";

/** The manifests on disk, kept in step with it. What git ignores or the settings exclude counts only while somebody has it open. */
export interface ManifestFiles {
  /** Lists the workspace, and reads the manifests that are there. */
  readonly load: () => Promise<void>;
  /** A file was created, changed, deleted or closed. */
  readonly changed: (uri: string) => void;
}

/** What manifests on disk are found with. URIs are normalized. */
export interface ManifestSources {
  readonly files: WorkspaceFiles;
  readonly declarations: Declarations;
  readonly references: Pick<WorkspaceReferences, "listFiles">;
  /** What the editor holds open wins over the disk. */
  readonly openUris: () => ReadonlySet<string>;
}

/** How long the workspace is not listed again, in milliseconds: a build may write thousands of files. */
const listingPause = 500;

/** Nothing is listed before the first loading. */
export function createManifestFiles({ files, declarations, references, openUris }: ManifestSources): ManifestFiles {
  let listed: ReadonlySet<string> = new Set();
  /** What came up since, and is not listed: that it changes is no news. */
  const passedOver = new Set<string>();
  const unsure = new Set<string>();
  let again = false;
  let underWay: Promise<void> | undefined;

  /** A manifest, or a folder with one. */
  const isListed = (uri: string): boolean => listed.has(uri) || [...listed].some((known) => isWithin(known, uri));

  const loadOnce = async (): Promise<void> => {
    const asked = [...unsure].filter((uri) => !isListed(uri));
    unsure.clear();
    const { uris: all } = await references.listFiles(new AbortController().signal);
    listed = new Set(all.filter((uri) => manifestFormatOf(uri) !== undefined));
    for (const uri of asked) if (!isListed(uri)) passedOver.add(uri);
    const open = openUris();
    for (const { uri } of declarations.all())
      if (!listed.has(uri) && !open.has(uri)) declarations.setText(uri, undefined);
    declarations.load([...listed].filter((uri) => !open.has(uri)));
  };

  /** One after the other: a list that is older would bring back what is gone. */
  const untilDone = async (): Promise<void> => {
    for (let rounds = 0; again; rounds++) {
      if (rounds > 0) await new Promise((resolve) => setTimeout(resolve, listingPause).unref());
      again = false;
      await loadOnce();
    }
  };

  const look = (): Promise<void> => {
    again = true;
    underWay ??= untilDone().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  const load = (): Promise<void> => {
    passedOver.clear();
    return look();
  };

  const lookFor = (uri: string): void => {
    unsure.add(uri);
    void look();
  };

  const manifestChanged = (uri: string): void => {
    if (openUris().has(uri)) return;
    const text = readText(files, uri);
    if (text === undefined || listed.has(uri)) declarations.setText(uri, text);
    else if (passedOver.has(uri)) declarations.setText(uri, undefined);
    else lookFor(uri);
  };

  return {
    load,
    changed: (uri) => {
      if (manifestFormatOf(uri) !== undefined) manifestChanged(uri);
      else if (uri.endsWith("/.gitignore")) void load();
      // Of a folder that came or went, editors tell nothing but that.
      else if (isListed(uri) || (mayBeFolder.test(uri) && !passedOver.has(uri))) lookFor(uri);
    },
  };
}

/** What git keeps for itself changes with each of its commands. */
const mayBeFolder = /^(?!.*\/\.git\/).*\/[^./]+\/?$/;
