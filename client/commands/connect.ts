import type { Account } from "../../shared/account";
import { connectAccount } from "../flows/connectAccount";
import type { Command } from "../parts";

/** Connects to another account. An argument with an `account` names the one to sign in to. */
export const connect: Command = async (parts, argument) => {
  await connectAccount(parts, endpointIn(argument));
};

function endpointIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("account" in argument)) return undefined;
  const account = argument.account as Account;
  return account.provider === "embedded" ? undefined : account.endpoint;
}
