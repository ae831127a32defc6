import type { Command } from "../parts";

/** Shows the log. */
export const showLog: Command = ({ showLog: show }) => {
  show();
  return Promise.resolve();
};
