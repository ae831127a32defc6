import type { Failure } from "../../shared/failure";
import { selectAccountNotification, signedOutNotification, tryConnectionRequest } from "../../shared/protocol";
import type { Account } from "../../shared/account";
import type { Identity } from "../../shared/secret";
import type { Choices } from "../choices";
import type { Credentials } from "../credentials";
import { checkEndpoint, hostOf, normalEndpoint, originOf } from "../endpoint";
import type { Server } from "../languageClient";
import type { Choice, Questions } from "./questions";
import { runSteps } from "./steps";
import type { Place, Step, StepEnd } from "./steps";

/** What the dialog needs from its surroundings. */
export interface ConnectWorld {
  readonly questions: Questions;
  readonly server: Pick<Server, "attempt" | "notify">;
  readonly credentials: Pick<Credentials, "tokenFor" | "keep" | "forget">;
  readonly choices: Choices;
  /** In Restricted Mode nothing goes out to a network. */
  readonly isTrusted: () => boolean;
}

interface ConnectInput {
  readonly endpoint: string;
  readonly token: string;
}

const title = "Connect";
const newEndpoint = "Another endpoint…";
const embedded = "Embedded store";

/** Connects to an account: one known already, the embedded one, or a new endpoint with its token. */
export async function connectAccount(world: ConnectWorld, endpoint?: string): Promise<void> {
  const { questions, choices } = world;
  if (endpoint !== undefined) {
    await connectTo(world, endpoint);
    return;
  }
  const known = choices.endpoints();
  if (known.length === 0 && choices.account().provider === "embedded") {
    await connectTo(world, "");
    return;
  }
  const answer = await questions.pick<string>({ title, placeholder: "Account", choices: accountChoices(choices) });
  if (answer.kind !== "picked") return;
  if (answer.value === embedded) await select(world, { provider: "embedded" });
  else await connectTo(world, answer.value === newEndpoint ? "" : answer.value);
}

/** Forgets the token of the active account, and goes back to the embedded one. */
export async function signOut(world: ConnectWorld): Promise<void> {
  const { questions, credentials, choices } = world;
  const account = choices.account();
  if (account.provider === "embedded") {
    void questions.tell("information", "You are not signed in: the embedded store needs no token.");
    return;
  }
  await credentials.forget(originOf(account.endpoint));
  await select(world, { provider: "embedded" });
  world.server.notify(signedOutNotification, { account });
  void questions.tell("information", `Signed out of ${hostOf(account.endpoint)}. Its token is forgotten.`);
}

function accountChoices(choices: Choices): readonly Choice<string>[] {
  const account = choices.account();
  const current = account.provider === "embedded" ? embedded : account.endpoint;
  const choice = (value: string, label: string, detail: string): Choice<string> => ({
    value,
    label,
    detail,
    ...(value === current ? { description: "active", picked: true } : {}),
  });
  return [
    choice(embedded, embedded, "An encrypted file on this machine"),
    ...choices.endpoints().map((endpoint) => choice(endpoint, hostOf(endpoint), endpoint)),
    choice(newEndpoint, newEndpoint, "Asks for its address and a token"),
  ];
}

async function connectTo(world: ConnectWorld, endpoint: string): Promise<void> {
  const { questions, credentials, isTrusted } = world;
  if (!isTrusted()) {
    void questions.tell("warning", "In Restricted Mode no remote account is contacted. Trust this workspace first.");
    return;
  }
  const steps = connectSteps(questions);
  const kept = endpoint === "" ? undefined : await credentials.tokenFor(originOf(endpoint));
  let input: ConnectInput | undefined = { endpoint, token: kept ?? "" };
  if (kept === undefined) input = await runSteps(steps, input, endpoint === "" ? 0 : 1);
  while (input) {
    const tried: ConnectInput = input;
    const identity = await tryConnection(world, tried);
    if (identity.kind === "ok") {
      await accept(world, tried, identity.value);
      return;
    }
    input = await again(questions, steps, tried, identity.failure);
  }
}

function tryConnection({ questions, server }: ConnectWorld, { endpoint, token }: ConnectInput) {
  return questions.busy(`Connecting to ${hostOf(endpoint)}…`, (signal) =>
    server.attempt(
      tryConnectionRequest,
      { account: { provider: "secretsApi", endpoint }, credential: { kind: "token", token } },
      signal,
    ),
  );
}

async function again(
  questions: Questions,
  steps: readonly Step<ConnectInput>[],
  input: ConnectInput,
  failure: Failure,
): Promise<ConnectInput | undefined> {
  const answer = await questions.confirm({
    message: `Not connected to ${hostOf(input.endpoint)}.`,
    detail: failure.message,
    actions: ["Retry", "Edit"],
  });
  if (answer === undefined) return undefined;
  if (answer === "Retry") return input;
  return runSteps(steps, input, failure.kind === "unauthorized" || failure.field === "token" ? 1 : 0);
}

async function accept(world: ConnectWorld, { endpoint, token }: ConnectInput, identity: Identity): Promise<void> {
  const { questions, credentials, choices } = world;
  await credentials.keep(originOf(endpoint), token);
  await choices.rememberEndpoint(endpoint);
  await select(world, { provider: "secretsApi", endpoint });
  const mayWrite = identity.canWrite ? "" : " This token may read names, not write.";
  void questions.tell("information", `Connected to ${hostOf(endpoint)} as ${identity.name}.${mayWrite}`);
}

async function select({ server, choices }: ConnectWorld, account: Account): Promise<void> {
  await choices.selectAccount(account);
  server.notify(selectAccountNotification, { account });
}

function connectSteps(questions: Questions): readonly Step<ConnectInput>[] {
  return [
    { ask: (state, place) => askEndpoint(questions, state, place) },
    { ask: (state, place) => askToken(questions, state, place) },
  ];
}

async function askEndpoint(questions: Questions, state: ConnectInput, place: Place): Promise<StepEnd<ConnectInput>> {
  const answer = await questions.text({
    title,
    place,
    prompt: "Endpoint of the Secrets API",
    placeholder: "https://secrets.example.com",
    initial: state.endpoint,
    check: checkEndpoint,
  });
  if (answer.kind !== "text") return { kind: "cancelled" };
  const endpoint = normalEndpoint(answer.text);
  // A token belongs to the origin it was typed for, so another origin starts without one.
  const token = state.endpoint !== "" && originOf(endpoint) === originOf(state.endpoint) ? state.token : "";
  return { kind: "next", state: { endpoint, token } };
}

async function askToken(questions: Questions, state: ConnectInput, place: Place): Promise<StepEnd<ConnectInput>> {
  const answer = await questions.text({
    title,
    place,
    masked: true,
    prompt: `Token for ${hostOf(state.endpoint)}. It is kept in the editor's secret storage and sent to this address only.`,
    placeholder: "Token",
    initial: state.token,
    check: (text) => (text.trim() === "" ? "A token is required" : undefined),
  });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  return { kind: answer.kind === "text" ? "next" : "back", state: { ...state, token: answer.text.trim() } };
}
