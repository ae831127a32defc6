import type { Account, RemoteProviderId } from "../../../shared/account";
import { remoteProviderIds } from "../../../shared/account";
import { providerDescriptions } from "../../../shared/providers";
import { checkDomain, checkEndpoint, hostOf, normalEndpoint } from "../../endpoint";
import type { Session } from "../../session";
import { countsFor } from "../../session";
import type { Choice } from "../questions";
import type { Step, StepEnd } from "../steps";
import { tellRestricted } from "../trust";
import { enterKnown } from "./enter";
import type { ConnectState, ConnectWorld } from "./state";
import { afresh, descriptionOf, title } from "./state";

/** Which service, and at which address. Sign-ins that are known come first: they need no other. */
export function whereSteps(world: ConnectWorld): readonly Step<ConnectState>[] {
  return [
    { ask: (state, place) => askWho(world, state, place), applies: ({ again }) => !again },
    {
      ask: (state, place) => askPlace(world, state, place),
      applies: (state) => asksWhere(world, state) && placesFor(world, state).length > 0,
    },
    {
      ask: (state, place) => askAddress(world, state, place),
      applies: (state) => asksWhere(world, state) && (state.ownAddress || placesFor(world, state).length === 0),
    },
  ];
}

type Ask = Step<ConnectState>["ask"];

type Who =
  | { readonly kind: "embedded" }
  | { readonly kind: "session"; readonly session: Session }
  | { readonly kind: "provider"; readonly id: RemoteProviderId };

const askWho = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  for (;;) {
    const { account } = world.active.at(world.folder);
    const answer = await world.questions.pick<Who>({
      title,
      place,
      placeholder: "Where the secrets of this project are",
      choices: [embeddedChoice(account), ...sessionChoices(world, account), ...providerChoices(world, state)],
    });
    if (answer.kind !== "picked") return { kind: "cancelled" };
    const who = answer.value;
    if (who.kind === "embedded") return { kind: "next", state: { ...afresh(state), target: { kind: "embedded" } } };
    if (!world.isTrusted()) {
      void tellRestricted(world);
      return { kind: "cancelled" };
    }
    if (who.kind === "provider") return { kind: "next", state: atProvider(world, state, who.id) };
    const end = await enterKnown(world, atSession(world, state, who.session), who.session);
    if (end.kind !== "ask") return end;
    state = end.state;
  }
};

const activeMark = { description: "active", picked: true };

function embeddedChoice({ provider }: Account): Choice<Who> {
  return {
    value: { kind: "embedded" },
    label: "Embedded store",
    detail: "An encrypted file on this machine",
    ...(provider === "embedded" ? activeMark : {}),
  };
}

function sessionChoices({ sessions }: ConnectWorld, account: Account): readonly Choice<Who>[] {
  return sessions.all().map((session, index) => ({
    value: { kind: "session", session },
    label: `${session.label} at ${new URL(session.origin).host}`,
    detail: `${providerDescriptions[session.provider].label}, ${kindInWords[session.kind]}`,
    ...(index === 0 ? { group: "signed in" } : {}),
    ...(account.provider !== "embedded" && account.session === session.id ? activeMark : {}),
  }));
}

const kindInWords: Readonly<Record<Session["kind"], string>> = {
  token: "with a token",
  client: "as a machine",
  oauth: "with the browser",
  machine: "with what this machine has",
  editor: "with an account of VS Code",
};

function providerChoices({ choices, folder }: ConnectWorld, { target }: ConnectState): readonly Choice<Who>[] {
  const said = choices.said(folder).account?.provider;
  return remoteProviderIds.map((id, index) => ({
    value: { kind: "provider", id },
    label: providerDescriptions[id].label,
    ...(index === 0 ? { group: "sign in" } : {}),
    ...(id === said ? { description: "in the settings of this workspace" } : {}),
    ...(target.kind === "remote" && target.id === id ? { picked: true } : {}),
  }));
}

/** What the settings say of this service is where the questions begin. */
function atProvider(world: ConnectWorld, state: ConnectState, id: RemoteProviderId): ConnectState {
  if (state.target.kind === "remote" && state.target.id === id && state.known === undefined) return state;
  const { account, environment } = world.choices.said(world.folder);
  const said = account?.provider === id ? account : undefined;
  const chosen: ConnectState = { ...afresh(state), target: { kind: "remote", id } };
  return {
    ...chosen,
    // Where there is only one address, it is taken.
    endpoint: asksWhere(world, chosen) ? "" : (placesFor(world, chosen)[0]?.endpoint ?? ""),
    project: said?.project ?? "",
    folder: said?.folder ?? "",
    environment: said === undefined ? "" : environment,
  };
}

/** The address is the one that was used with this sign-in: an origin may hold several. */
function atSession({ choices, active, folder }: ConnectWorld, state: ConnectState, session: Session): ConnectState {
  const { account, environment } = active.at(folder);
  const here = account.provider !== "embedded" && countsFor(session, account) ? account : undefined;
  const known = choices.places().find((place) => countsFor(session, place));
  return {
    ...afresh(state),
    known: session,
    target: { kind: "remote", id: session.provider },
    endpoint: here?.endpoint ?? known?.endpoint ?? session.origin,
    project: here?.project ?? "",
    folder: here?.folder ?? "",
    environment: here === undefined ? "" : environment,
  };
}

function asksWhere(world: ConnectWorld, state: ConnectState): boolean {
  const description = descriptionOf(state);
  if (description === undefined || state.again || state.known !== undefined) return false;
  return description.ownAddress !== undefined || placesFor(world, state).length > 1;
}

interface Address {
  readonly label: string;
  readonly endpoint: string;
  readonly detail: string;
}

/** What the workspace says, where it was before, and where the service is known to be; each address once. */
function placesFor({ choices, folder }: ConnectWorld, state: ConnectState): readonly Address[] {
  const { target } = state;
  if (target.kind !== "remote") return [];
  const said = choices.said(folder).account;
  const known = providerDescriptions[target.id].places;
  const labelOf = (endpoint: string) => known.find((place) => place.endpoint === endpoint)?.label ?? hostOf(endpoint);
  const addresses = [
    ...(said?.provider === target.id ? [{ endpoint: said.endpoint, detail: "In the settings of this workspace" }] : []),
    ...choices.places().flatMap(({ provider, endpoint }) => {
      return provider === target.id ? [{ endpoint, detail: "Connected to before" }] : [];
    }),
    ...known.map(({ endpoint }) => ({ endpoint, detail: "" })),
  ];
  return addresses
    .filter(({ endpoint }, index) => addresses.findIndex((other) => other.endpoint === endpoint) === index)
    .map(({ endpoint, detail }) => ({ endpoint, label: labelOf(endpoint), detail }));
}

const ownAddress = Symbol("an address of one's own");

const askPlace = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const description = descriptionOf(state);
  const answer = await world.questions.pick<string | typeof ownAddress>({
    title,
    place,
    placeholder: `Where your ${description?.label ?? "service"} is`,
    choices: [
      ...placesFor(world, state).map(({ endpoint, label, detail }) => ({
        value: endpoint,
        label,
        description: endpoint,
        ...(detail === "" ? {} : { detail }),
        ...(endpoint === state.endpoint ? { picked: true } : {}),
      })),
      ...(description?.ownAddress === undefined
        ? []
        : [{ value: ownAddress, label: "Another address…", picked: state.ownAddress } as const]),
    ],
  });
  if (answer.kind === "cancelled") return answer;
  if (answer.kind === "back") return { kind: "back", state };
  if (answer.value === ownAddress) return { kind: "next", state: { ...state, ownAddress: true } };
  return { kind: "next", state: { ...state, ownAddress: false, endpoint: answer.value } };
};

const askAddress = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const description = descriptionOf(state);
  const { prompt = "Address", placeholder = "" } = description?.ownAddress ?? {};
  const answer = await world.questions.text({
    title,
    place,
    prompt,
    placeholder,
    initial: state.endpoint,
    check: (text) => checkEndpoint(text) ?? (description && checkDomain(text, description)),
  });
  if (answer.kind === "back") return { kind: "back", state };
  if (answer.kind !== "text") return { kind: "cancelled" };
  return { kind: "next", state: { ...state, endpoint: normalEndpoint(answer.text) } };
};
