import type { Account } from "../../shared/account";
import { connectAccount } from "../flows/connectAccount";
import type { Command } from "../parts";

/** Connects to an account. An argument with an `account` names the one to sign in to again, and the folder that it is for. */
export const connect: Command = async (parts, argument) => {
  const { workspaceFolders, shareSettings } = parts.editor;
  const folder = parts.snapshots.current()?.folder;
  const world = { ...parts, folder, workspaceFolders, share: shareSettings };
  await connectAccount(world, accountIn(argument), folderIn(argument));
};

function accountIn(argument: unknown): Account | undefined {
  if (typeof argument !== "object" || argument === null || !("account" in argument)) return undefined;
  return argument.account as Account;
}

function folderIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("folder" in argument)) return undefined;
  return typeof argument.folder === "string" ? argument.folder : undefined;
}
