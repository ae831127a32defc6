import { workspace } from "vscode";

/** How long nobody may have typed, in milliseconds. */
const pause = 2_000;

/** Waits until nobody has changed a file for a while. */
export function whenQuiet(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      listener.dispose();
      resolve();
    };
    let timer = setTimeout(done, pause);
    const listener = workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== "file" && document.uri.scheme !== "untitled") return;
      clearTimeout(timer);
      timer = setTimeout(done, pause);
    });
  });
}
