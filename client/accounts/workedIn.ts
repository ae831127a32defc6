/**
 * Whether somebody works in a document of this scheme. The output of a program, or one side of a comparison, is shown in an editor,
 * too: looking there leads nobody out of the folder that they work in.
 */
export function isWorkedIn(scheme: string, folder: string | undefined): boolean {
  return folder !== undefined || scheme === "file" || scheme === "untitled";
}
