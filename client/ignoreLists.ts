/** A setting `ignore` as it is to be written: for the whole workspace, or for one of its folders. */
export interface IgnoreList {
  /** URI of the folder; undefined for the workspace. */
  readonly folder: string | undefined;
  readonly names: readonly string[];
}

/**
 * The lists that a name has to be added to, so that it is reported nowhere in a workspace: what a folder says itself replaces what the
 * workspace says, and does not add to it.
 */
export function ignoreLists(
  name: string,
  {
    workspace,
    folders,
  }: {
    readonly workspace: readonly string[];
    /** Each with the list that it has itself. */
    readonly folders: readonly { readonly uri: string; readonly own: readonly string[] | undefined }[];
  },
): readonly IgnoreList[] {
  const ownLists = folders.flatMap(({ uri, own }) => (own === undefined ? [] : [{ folder: uri, names: own }]));
  return [{ folder: undefined, names: workspace }, ...ownLists]
    .filter(({ names }) => !names.includes(name))
    .map(({ folder, names }) => ({ folder, names: [...names, name] }));
}
