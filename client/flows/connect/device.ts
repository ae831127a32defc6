import type { Credential, RemoteAccount } from "../../../shared/account";
import { failed } from "../../../shared/failure";
import type { Failure, Result } from "../../../shared/failure";
import type { SignedIn } from "../../../shared/protocol";
import { awaitDeviceSignInRequest, beginDeviceSignInRequest } from "../../../shared/protocol";
import { checkEndpoint, hostOf } from "../../endpoint";
import type { ConnectWorld } from "./state";

const openBrowser = "Copy Code and Open Browser";
const openedElsewhere = "I Open It Myself";

/** Signs in with a code that is confirmed in the browser (RFC 8628); undefined when the user gave up. */
export async function signInWithBrowser(
  world: Pick<ConnectWorld, "questions" | "server">,
  account: RemoteAccount,
): Promise<Credential | undefined> {
  for (;;) {
    const result = await attempt(world, account);
    if (result === undefined) return undefined;
    if (result.kind === "ok") return result.value.credential;
    if (!(await wantsAnother(world, account, result.failure))) return undefined;
  }
}

async function attempt(
  { questions, server }: Pick<ConnectWorld, "questions" | "server">,
  account: RemoteAccount,
): Promise<Result<SignedIn> | undefined> {
  const host = hostOf(account.endpoint);
  const begun = await questions.busy(`Asking ${host} for a code…`, (signal) =>
    server.attempt(beginDeviceSignInRequest, { account }, signal),
  );
  if (begun.kind === "failed") return begun;
  const { userCode, verificationUri, handle } = begun.value;
  // What opens is chosen by the service: nothing but a page will do.
  if (!isPage(verificationUri))
    return failed({ kind: "malformedAnswer", message: `${host} named no page at which the code could be confirmed.` });
  const answer = await questions.confirm({
    message: `Your code for ${host}: ${userCode}`,
    detail: `Confirm it at ${verificationUri}. The page has to show the same code, or ask you for it.`,
    actions: [openBrowser, openedElsewhere],
    calm: true,
  });
  if (answer === undefined) return undefined;
  if (answer === openBrowser) {
    await questions.copy(userCode);
    await questions.open(verificationUri);
  }
  return questions.busy(`Waiting for you to confirm ${userCode} at ${verificationUri}`, (signal) =>
    server.attempt(awaitDeviceSignInRequest, { handle }, signal),
  );
}

async function wantsAnother(
  { questions }: Pick<ConnectWorld, "questions">,
  { endpoint }: RemoteAccount,
  { kind, message }: Failure,
): Promise<boolean> {
  if (kind === "cancelled") return false;
  const again = await questions.confirm({
    message: `Not signed in to ${hostOf(endpoint)}.`,
    detail: message,
    actions: ["Retry"],
  });
  return again !== undefined;
}

function isPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin } = new URL(address);
  return checkEndpoint(origin) === undefined;
}
