/** A folder of the workspace, as it is called and where it lies. */
export interface NamedFolder {
  readonly name: string;
  readonly uri: string;
}

/** The folders under names that tell them apart: of two with the same name, each says as well where it lies. */
export function toldApart(folders: readonly NamedFolder[]): readonly NamedFolder[] {
  return folders.map((folder) => {
    const namesakes = folders.filter((other) => other !== folder && other.name === folder.name);
    return namesakes.length === 0 ? folder : { ...folder, name: `${folder.name} (${ownPlace(folder, namesakes)})` };
  });
}

/** As much of the end of its path as no other one has. */
function ownPlace(folder: NamedFolder, others: readonly NamedFolder[]): string {
  const segments = segmentsOf(folder);
  const ends = segments.map((_, index) => segments.slice(-index - 1).join("/"));
  const isOwn = (end: string): boolean =>
    others.every((other) => !`/${segmentsOf(other).join("/")}`.endsWith(`/${end}`));
  return ends.find(isOwn) ?? segments.join("/");
}

function segmentsOf({ uri }: NamedFolder): readonly string[] {
  return decodeURIComponent(new URL(uri).pathname)
    .split("/")
    .filter((segment) => segment !== "");
}
