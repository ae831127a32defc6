import type { Credential } from "../../../shared/account";
import type { Failure, FailureKind, Result } from "../../../shared/failure";
import { failed, ok } from "../../../shared/failure";
import { choicesRequest, tryConnectionRequest } from "../../../shared/protocol";
import type { Identity, Project } from "../../../shared/secret";
import type { EditorAccount, Session } from "../../session";
import type { StepEnd } from "../steps";
import type { ConnectState, ConnectWorld } from "./state";
import { accountOf, attemptOf, descriptionOf, placeName, placeOf } from "./state";

/** How trying a way in ended: like any question, or with asking once more. */
export type EnterEnd = StepEnd<ConnectState> | { readonly kind: "ask"; readonly state: ConnectState };

/** A way in that was found. */
export interface Found {
  readonly credential: Credential;
  readonly session?: Session;
  readonly editorAccount?: EditorAccount;
}

/** Tries a sign-in that is known. Where it does not do any more, the user may sign in again. */
export async function enterKnown(world: ConnectWorld, state: ConnectState, session: Session): Promise<EnterEnd> {
  const signInAgain: StepEnd<ConnectState> = { kind: "next", state: { ...state, known: session, entered: undefined } };
  const credential = await world.sessions.credentialOf(session);
  if (credential === undefined) return signInAgain;
  return enter(world, { ...state, known: session }, { credential, session }, signInAgain);
}

/** Tries a way in, and asks the service what there is to be chosen. */
export async function enter(
  world: ConnectWorld,
  state: ConnectState,
  found: Found,
  signInAgain?: StepEnd<ConnectState>,
): Promise<EnterEnd> {
  for (;;) {
    const tried = await tryConnection(world, state, found);
    if (tried.kind === "ok") {
      const entered = { place: placeOf(state), ...found, identity: tried.value };
      const { state: loaded } = await load(world, { ...state, entered }, "projects");
      return { kind: "next", state: loaded };
    }
    switch (await afterFailure(world, state, tried.failure, signInAgain !== undefined)) {
      case "retry":
        break;
      case "edit":
        return { kind: "ask", state };
      case "signIn":
        return signInAgain ?? { kind: "ask", state };
      case "cancel":
        return { kind: "cancelled" };
    }
  }
}

/** Failures that may pass by themselves. Whatever else was refused would be refused again. */
const mayPass: ReadonlySet<FailureKind> = new Set([
  "rateLimited",
  "unavailable",
  "offline",
  "timeout",
  "cancelled",
  "malformedAnswer",
  "storage",
]);

/** Says what went wrong, and asks how to go on. */
async function afterFailure(
  { questions }: ConnectWorld,
  state: ConnectState,
  failure: Failure,
  isKnown: boolean,
): Promise<"retry" | "edit" | "signIn" | "cancel"> {
  const isRefused = isKnown && failure.kind === "unauthorized";
  const editOrRetry = mayPass.has(failure.kind) ? (["Retry", "Edit"] as const) : (["Edit", "Retry"] as const);
  const answer = await questions.confirm({
    message: `Not connected to ${placeName(state)}.`,
    detail: failure.message,
    actions: isRefused ? ["Sign In Again"] : editOrRetry,
  });
  if (answer === undefined) return "cancel";
  return ({ Retry: "retry", Edit: "edit", "Sign In Again": "signIn" } as const)[answer];
}

function tryConnection(
  { questions, server }: ConnectWorld,
  state: ConnectState,
  { credential, session }: Found,
): Promise<Result<Identity>> {
  const account = accountOf(state);
  if (account === undefined) return Promise.resolve(failed({ kind: "invalid", message: "There is no address yet." }));
  const attempt = { account: session === undefined ? account : { ...account, session: session.id }, credential };
  return questions.busy(`Connecting to ${placeName(state)}…`, (signal) =>
    server.attempt(tryConnectionRequest, attempt, signal),
  );
}

/** What there is to be chosen from here on, and what stood in the way of knowing. */
export interface Loaded {
  readonly state: ConnectState;
  readonly failure?: Failure;
}

/**
 * Asks for what comes next: the projects, and once the project is chosen its folders and environments. What cannot be listed
 * is typed, or left to what the service says later.
 */
export async function load(
  world: ConnectWorld,
  state: ConnectState,
  from: "projects" | "folders" | "environments",
): Promise<Loaded> {
  const description = descriptionOf(state);
  if (from === "projects" && asksProject(state)) {
    const projects = await list(world, state, "projects");
    return { state: { ...state, projects: projects.kind === "ok" ? projects.value : [] } };
  }
  const asksFolder = from !== "environments" && description?.folders === true && !state.again;
  const folders = asksFolder ? await list(world, { ...state, folder: "" }, "folders") : ok<readonly Project[]>([]);
  if (folders.kind === "ok" && folders.value.length > 0) return { state: { ...state, folders: folders.value } };
  const environments = await list(world, state, "environments");
  const without = asksFolder ? { ...state, folders: [] } : state;
  if (environments.kind === "failed") return { state: { ...without, environments: [] }, failure: environments.failure };
  return { state: { ...without, environments: environments.value, environment: settled(state, environments.value) } };
}

/** Whether a project has to be chosen. */
export function asksProject(state: ConnectState): boolean {
  return descriptionOf(state)?.project !== undefined && !(state.again && state.project !== "");
}

/** What is chosen already counts while it is there, by its ID or by its name. */
function settled({ environment }: ConnectState, environments: readonly Project[]): string {
  const same =
    environments.find(({ id }) => id === environment) ?? environments.find(({ name }) => name === environment);
  return (same ?? (environments.length === 1 ? environments[0] : undefined))?.id ?? "";
}

function list(
  { questions, server }: ConnectWorld,
  state: ConnectState,
  of: "projects" | "folders" | "environments",
): Promise<Result<readonly Project[]>> {
  const attempt = attemptOf(of === "projects" ? { ...state, project: "", folder: "" } : state);
  if (attempt === undefined) return Promise.resolve(ok([]));
  return questions.busy(`Asking ${placeName(state)} what there is…`, (signal) =>
    server.attempt(choicesRequest, { ...attempt, of }, signal),
  );
}
