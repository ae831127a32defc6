import type { Attempt } from "../../../shared/protocol";
import type { SignIn } from "../../../shared/providers";
import { providerDescriptions } from "../../../shared/providers";
import type { Session } from "../../session";
import { countsFor } from "../../session";
import type { Step, StepEnd } from "../steps";
import { signInWithBrowser } from "./device";
import { enter, enterKnown } from "./enter";
import type { ConnectState, ConnectWorld, Typed } from "./state";
import { accountOf, descriptionOf, enteredHere, placeName, placeOf, title, typedHere } from "./state";

type Ask = Step<ConnectState>["ask"];

/** How to sign in, and what that takes. `signedIn` hears of what was confirmed in the browser, before it is tried. */
export function howSteps(world: ConnectWorld, signedIn: (attempt: Attempt) => void): readonly Step<ConnectState>[] {
  const applies = (method: SignIn["method"]) => (state: ConnectState) =>
    asksHow(state) && wayOf(state)?.method === method;
  return [
    {
      ask: (state, place) => askHow(world, state, place),
      applies: (state) => asksHow(state) && waysAt(state).length + sessionsAt(world, state).length > 1,
    },
    { ask: (state, place) => askToken(world, state, place), applies: applies("token") },
    { ask: (state, place) => askClientId(world, state, place), applies: applies("client") },
    { ask: (state, place) => askClientSecret(world, state, place), applies: applies("client") },
    { ask: (state, place) => askProfile(world, state, place), applies: applies("machine") },
    {
      ask: (state, place) => signInElsewhere(world, state, place, deviceWay(signedIn)),
      applies: (state) => applies("device")(state) && !enteredHere(state),
    },
    {
      ask: (state, place) => signInElsewhere(world, state, place, editorWay),
      applies: (state) => applies("editor")(state) && !enteredHere(state),
    },
  ];
}

/** A sign-in that is known and works asks for nothing. */
function asksHow(state: ConnectState): boolean {
  return descriptionOf(state) !== undefined && enteredHere(state)?.session === undefined;
}

/** The ways that lead in at this address: an account of the editor may belong to the service's own address alone. */
function waysAt(state: ConnectState): readonly SignIn[] {
  const description = descriptionOf(state);
  return (description?.signIn ?? []).filter(
    (way) => way.method !== "editor" || editorProviderAt(state, way) !== undefined,
  );
}

function wayOf(state: ConnectState): SignIn | undefined {
  const ways = waysAt(state);
  return ways.find(({ label }) => label === state.signIn?.label) ?? ways[0];
}

function editorProviderAt(state: ConnectState, way: Extract<SignIn, { method: "editor" }>): string | undefined {
  if (state.target.kind !== "remote") return undefined;
  const { places } = providerDescriptions[state.target.id];
  const isOwn = places.length > 0 && !places.some(({ endpoint }) => endpoint === state.endpoint);
  return isOwn ? way.ownAddressProvider : way.authenticationProvider;
}

/** Whoever signs in again has no use for the sign-in that was refused. */
function sessionsAt({ sessions }: ConnectWorld, state: ConnectState): readonly Session[] {
  const account = accountOf(state);
  if (account === undefined) return [];
  return sessions.all().filter((session) => countsFor(session, account) && session.id !== state.known?.id);
}

type How = { readonly kind: "session"; readonly session: Session } | { readonly kind: "way"; readonly way: SignIn };

const askHow = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const answer = await world.questions.pick<How>({
    title,
    place,
    placeholder: `How to sign in to ${placeName(state)}`,
    choices: [
      ...sessionsAt(world, state).map((session) => ({
        value: { kind: "session", session } as const,
        label: `Continue as ${session.label}`,
        detail: "Signed in already",
      })),
      ...waysAt(state).map((way) => ({
        value: { kind: "way", way } as const,
        label: way.label,
        picked: way.label === state.signIn?.label,
      })),
    ],
  });
  if (answer.kind === "cancelled") return answer;
  if (answer.kind === "back") return { kind: "back", state };
  if (answer.value.kind === "way")
    return { kind: "next", state: { ...state, signIn: answer.value.way, entered: undefined } };
  const end = await enterKnown(world, state, answer.value.session);
  return end.kind === "ask" ? askHow(world, end.state, place) : end;
};

const bound = "It is kept in the editor's secret storage and sent to this address only.";

const askToken = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const way = wayOf(state);
  const answer = await world.questions.text({
    title,
    place,
    masked: true,
    prompt: `${way?.method === "token" ? way.prompt : "Token"}, for ${placeName(state)}. ${bound}`,
    placeholder: "Token",
    initial: typedHere(state).token,
    check: (text) => (text.trim() === "" ? "A token is required" : undefined),
  });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  const token = answer.text.trim();
  const next = withTyped(state, { token });
  if (answer.kind === "back") return { kind: "back", state: next };
  const end = await enter(world, next, { credential: { kind: "token", token } });
  return end.kind === "ask" ? askToken(world, end.state, place) : end;
};

const askClientId = async (
  { questions }: ConnectWorld,
  ...[state, place]: Parameters<Ask>
): Promise<StepEnd<ConnectState>> => {
  const way = wayOf(state);
  const answer = await questions.text({
    title,
    place,
    prompt: `${way?.method === "client" ? way.idPrompt : "Client ID"}, for ${placeName(state)}.`,
    initial: typedHere(state).clientId,
    check: (text) => (text.trim() === "" ? "This is required" : undefined),
  });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  const next = withTyped(state, { clientId: answer.text.trim() });
  return { kind: answer.kind === "text" ? "next" : "back", state: next };
};

const askClientSecret = async (
  world: ConnectWorld,
  ...[state, place]: Parameters<Ask>
): Promise<StepEnd<ConnectState>> => {
  const way = wayOf(state);
  const answer = await world.questions.text({
    title,
    place,
    masked: true,
    prompt: `${way?.method === "client" ? way.secretPrompt : "Client secret"}, for ${placeName(state)}. ${bound}`,
    initial: typedHere(state).clientSecret,
    check: (text) => (text.trim() === "" ? "This is required" : undefined),
  });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  const clientSecret = answer.text.trim();
  const next = withTyped(state, { clientSecret });
  if (answer.kind === "back") return { kind: "back", state: next };
  const { clientId } = typedHere(next);
  const end = await enter(world, next, { credential: { kind: "client", clientId, clientSecret } });
  return end.kind === "ask" ? askClientSecret(world, end.state, place) : end;
};

const askProfile = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const way = wayOf(state);
  const { prompt = "", placeholder = "" } = way?.method === "machine" ? way : {};
  const { profile } = typedHere(state);
  const answer = await world.questions.text({ title, place, prompt, placeholder, initial: profile });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  const next = withTyped(state, { profile: answer.text.trim() });
  if (answer.kind === "back") return { kind: "back", state: next };
  const end = await enter(world, next, { credential: { kind: "machine", profile: typedHere(next).profile } });
  return end.kind === "ask" ? askProfile(world, end.state, place) : end;
};

function withTyped(state: ConnectState, typed: Partial<Typed>): ConnectState {
  return { ...state, typed: { ...typedHere(state), ...typed, place: placeOf(state) } };
}

type Elsewhere = (world: ConnectWorld, state: ConnectState) => Promise<Parameters<typeof enter>[2] | undefined>;

/** Signing in takes place in the browser or in the editor; whoever gives up there chooses another way. */
const signInElsewhere = async (
  world: ConnectWorld,
  ...[state, place, find]: [...Parameters<Ask>, Elsewhere]
): Promise<StepEnd<ConnectState>> => {
  const found = await find(world, state);
  const end = found && (await enter(world, state, found));
  if (end !== undefined && end.kind !== "ask") return end;
  return place.canGoBack ? { kind: "back", state } : { kind: "cancelled" };
};

function deviceWay(signedIn: (attempt: Attempt) => void): Elsewhere {
  return async (world, state) => {
    const account = accountOf(state);
    const credential = account && (await signInWithBrowser(world, account));
    if (account === undefined || credential === undefined) return undefined;
    signedIn({ account, credential });
    return { credential };
  };
}

const editorWay: Elsewhere = async ({ questions, editorAccounts }, state) => {
  const way = wayOf(state);
  const authenticationProvider = way?.method === "editor" ? editorProviderAt(state, way) : undefined;
  if (way?.method !== "editor" || authenticationProvider === undefined) return undefined;
  const { origin } = new URL(state.endpoint);
  const account = await editorAccounts.signIn({ authenticationProvider, scopes: way.scopes }, origin);
  const token = account.kind === "ok" ? await editorAccounts.token(account.value, origin) : undefined;
  if (account.kind === "ok" && token !== undefined)
    return { credential: { kind: "token", token }, editorAccount: account.value };
  const why = account.kind === "failed" ? account.failure.message : "The editor gave no token for this account.";
  void questions.tell("warning", why);
  return undefined;
};
