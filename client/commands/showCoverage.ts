import type { Command } from "../parts";

/** Opens the matrix of names and environments. */
export const showCoverage: Command = (parts) => {
  parts.showCoverage();
  return Promise.resolve();
};
