import { isSamePlace, settingsFor } from "../../statement";
import type { Choice } from "../questions";
import type { Step, StepEnd } from "../steps";
import type { ConnectState, ConnectWorld, Sharing } from "./state";
import { accountOf, title } from "./state";

/** Whom the choice is for: asked where there is a workspace that does not say the same already. */
export function shareStep(world: ConnectWorld): Step<ConnectState> {
  return {
    ask: (state, place) => askSharing(world, state, place),
    applies: (state) =>
      !state.again && state.target.kind === "remote" && world.workspaceFolders().length > 0 && !isSaid(world, state),
  };
}

/** With several folders, the settings of one folder say nothing about the others. */
function isSaid({ choices, workspaceFolders }: ConnectWorld, state: ConnectState): boolean {
  const account = accountOf(state);
  const said = choices.said().account;
  return workspaceFolders().length === 1 && account !== undefined && said !== undefined && isSamePlace(account, said);
}

async function askSharing(
  world: ConnectWorld,
  ...[state, place]: Parameters<Step<ConnectState>["ask"]>
): Promise<StepEnd<ConnectState>> {
  const answer = await world.questions.pick<Sharing>({
    title,
    place,
    placeholder: "Whom this is for",
    choices: sharingChoices(world, state),
  });
  if (answer.kind === "cancelled") return answer;
  const sharing = answer.value ?? state.sharing;
  return { kind: answer.kind === "picked" ? "next" : "back", state: { ...state, sharing } };
}

function sharingChoices({ workspaceFolders }: ConnectWorld, { sharing }: ConnectState): readonly Choice<Sharing>[] {
  const folders = workspaceFolders();
  const choice = (value: Sharing, label: string, detail: string): Choice<Sharing> => ({
    value,
    label,
    detail,
    ...(JSON.stringify(value) === JSON.stringify(sharing) ? { picked: true } : {}),
  });
  const written =
    "Writes service, address, project and environment into the settings of the workspace. Never a sign-in.";
  return [
    choice({ shared: false }, "Only for me", "The editor remembers it for this workspace."),
    choice({ shared: true }, "Share with the workspace", written),
    ...(folders.length < 2
      ? []
      : folders.flatMap(({ name, uri }) => [
          choice({ shared: false, folder: uri }, `Only for me, in ${name}`, "Other folders keep what they have."),
          choice({ shared: true, folder: uri }, `Share with the workspace, in ${name}`, written),
        ])),
  ];
}

/** Writes what may be shared, when the user wants that; gives what stands in the way, as a sentence. */
export async function share({ share: write }: ConnectWorld, state: ConnectState): Promise<string | undefined> {
  const account = accountOf(state);
  if (!state.sharing.shared || !account) return undefined;
  return write(settingsFor(account, state.environment), state.sharing.folder);
}
