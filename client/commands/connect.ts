import { connectAccount } from "../flows/connectAccount";
import type { Command } from "../parts";

/** Connects to another account. An argument with an `endpoint` names the one to sign in to. */
export const connect: Command = async (parts, argument) => {
  await connectAccount(parts, endpointIn(argument));
};

function endpointIn(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("endpoint" in argument)) return undefined;
  return typeof argument.endpoint === "string" ? argument.endpoint : undefined;
}
