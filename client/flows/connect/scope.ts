import type { Failure } from "../../../shared/failure";
import type { Project } from "../../../shared/secret";
import { likeliest } from "../../accounts/settleEnvironment";
import type { Step, StepEnd } from "../steps";
import { deciding } from "../steps";
import { asksProject, load } from "./enter";
import type { ConnectState, ConnectWorld } from "./state";
import { descriptionOf, title } from "./state";

type Ask = Step<ConnectState>["ask"];

/** What is chosen at the service: project, folder and environment, as far as it has them. */
export function scopeSteps(world: ConnectWorld): readonly Step<ConnectState>[] {
  return [
    deciding({ ask: (state, place) => askProject(world, state, place), applies: asksProject }),
    deciding({ ask: (state, place) => askFolder(world, state, place), applies: ({ folders }) => folders.length > 0 }),
    {
      ask: (state, place) => askEnvironment(world, state, place),
      applies: ({ environments, environment, again }) => environments.length > 1 && !(again && environment !== ""),
    },
  ];
}

const typeIt = Symbol("type it");

/** One that can be listed is chosen; otherwise it is typed. A project that is not there is asked for once more. */
const askProject = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const answer = await (state.projects.length > 0 ? pickProject : typeProject)(world, state, place);
  if (answer.kind !== "next") return answer;
  const isOther = answer.state.project !== state.project;
  const chosen = isOther ? { ...answer.state, folder: "", folders: [], environments: [] } : answer.state;
  for (;;) {
    const { state: loaded, failure } = await load(world, chosen, "folders");
    if (failure === undefined || !isAbout(failure)) return { kind: "next", state: loaded };
    const { word = "project" } = descriptionOf(state)?.project ?? {};
    const again = await world.questions.confirm({
      message: `The ${word} ${chosen.project} cannot be used.`,
      detail: failure.message,
      actions: ["Edit", "Retry"],
    });
    if (again === undefined) return { kind: "cancelled" };
    if (again === "Edit") return askProject(world, chosen, place);
  }
};

/** Failures that another project would mend. Of others the tree tells in time. */
function isAbout({ kind }: Failure): boolean {
  return kind === "notFound" || kind === "invalid" || kind === "cancelled";
}

async function pickProject(world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> {
  const { word = "project" } = descriptionOf(state)?.project ?? {};
  const answer = await world.questions.pick<string | typeof typeIt>({
    title,
    place,
    placeholder: `The ${word} to take names from`,
    choices: [...listed(state.projects, state.project), { value: typeIt, label: `Another ${word}…` } as const],
  });
  if (answer.kind === "cancelled") return answer;
  if (answer.kind === "back") return { kind: "back", state };
  if (answer.value === typeIt) return typeProject(world, state, place);
  return { kind: "next", state: { ...state, project: answer.value } };
}

async function typeProject(
  { questions }: ConnectWorld,
  ...[state, place]: Parameters<Ask>
): Promise<StepEnd<ConnectState>> {
  const { word = "project", placeholder = "" } = descriptionOf(state)?.project ?? {};
  const answer = await questions.text({
    title,
    place,
    prompt: `The ${word} to take names from`,
    placeholder,
    initial: state.project,
    check: (text) => (text.trim() === "" ? `A ${word} is required` : undefined),
  });
  if (answer.kind !== "text" && answer.kind !== "back") return { kind: "cancelled" };
  return { kind: answer.kind === "text" ? "next" : "back", state: { ...state, project: answer.text.trim() } };
}

const root = "";

const askFolder = async (world: ConnectWorld, ...[state, place]: Parameters<Ask>): Promise<StepEnd<ConnectState>> => {
  const answer = await world.questions.pick<string>({
    title,
    place,
    placeholder: "The folder to take names from",
    choices: [
      { value: root, label: "/", description: "the root", picked: state.folder === root },
      ...listed(
        state.folders.filter(({ id }) => id !== "/"),
        state.folder,
      ),
    ],
  });
  if (answer.kind === "cancelled") return answer;
  if (answer.kind === "back") return { kind: "back", state };
  const { state: loaded } = await load(world, { ...state, folder: answer.value }, "environments");
  return { kind: "next", state: loaded };
};

const askEnvironment = async (
  { questions, choices }: ConnectWorld,
  ...[state, place]: Parameters<Ask>
): Promise<StepEnd<ConnectState>> => {
  const { environments, environment, sharing } = state;
  const proposed = environment || likeliest(environments, choices.at(sharing.folder).environment);
  const answer = await questions.pick<string>({
    title,
    place,
    placeholder: `The ${descriptionOf(state)?.environmentWord ?? "environment"} that names are checked against`,
    choices: listed(environments, proposed),
  });
  if (answer.kind === "cancelled") return answer;
  if (answer.kind === "back") return { kind: "back", state };
  return { kind: "next", state: { ...state, environment: answer.value } };
};

function listed(projects: readonly Project[], chosen: string | undefined) {
  return projects.map(({ id, name }) => ({
    value: id,
    label: name,
    ...(id === name ? {} : { description: id }),
    ...(id === chosen ? { picked: true } : {}),
  }));
}
