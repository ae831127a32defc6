import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import type { FakeSecret, FakeService } from "../../fakes/fakeService";
import { runCommand } from "../driver/commands";
import { notification, pressInDialog, dialog } from "../driver/messages";
import { filterProblems, waitForProblems } from "../driver/problems";
import * as quickInput from "../driver/quickInput";
import { statusItem, clickStatus } from "../driver/statusBar";
import * as textEditor from "../driver/textEditor";
import * as views from "../driver/views";
import { until } from "../driver/wait";
import { openSecrets, rowOf, waitForNoRow, waitForRow } from "../workbench/secretsView";
import type { Session } from "../workbench/session";

/** One answer in the dialog that connects: a line of a list, or a text. */
export type Answer = { readonly pick: string } | { readonly type: string };

/** How one provider is used in the editor. */
export interface ProviderUse {
  readonly label: string;
  /** Starts the service with these secrets, given the ids of its two environments. */
  readonly start: (seed: (environments: readonly [string, string]) => readonly FakeSecret[]) => Promise<FakeService>;
  /** Whether the settings of the workspace name the account: then the editor asks by itself whether to sign in. */
  readonly isShared?: boolean;
  /** The answers after the service was chosen or its address was known, up to the environment. */
  readonly answers: (fake: FakeService) => readonly Answer[];
  /** The second environment in words; absent where there is only one. */
  readonly other?: string;
  /** How the account is called once it is connected. */
  readonly account: (fake: FakeService) => string;
  /** How a name of the sample workspace is spelt there. */
  readonly nameOf?: (name: string) => string;
}

/** Everything that is done with a service, from connecting to signing out, as a person would. */
export function useProvider(session: Session, use: ProviderUse): void {
  const { label, start, answers, account, nameOf = same, isShared = false, other } = use;
  const stored = nameOf("OPENAI_API_KEY");
  const elsewhere = nameOf("SLACK_TOKEN");
  const added = nameOf("STRIPE_KEY");
  let fake: FakeService;

  before(async () => {
    fake = await start(([one, other]) => [
      { name: stored, environments: [one], description: "Writes the answers" },
      { name: elsewhere, environments: [other] },
    ]);
  });

  after(() => fake.stop());

  it("is connected to, and its names are there", async () => {
    const page = session.page();
    await openSecrets(page);
    if (isShared) {
      writeSettings(session, fake);
      await notification(page, /This workspace wants names of secrets from /, "Sign In");
      await give(page, "Connect", answers(fake));
    } else {
      await runCommand(page, "Secrets: Connect…");
      await give(page, "Connect", [{ pick: label }, ...answers(fake), { pick: "Only for me" }]);
    }
    await notification(page, /^Connected to /);
    await statusItem(page, new RegExp(`^${escaped(account(fake))} · `));
    await waitForRow(page, stored, /^set/);
    await session.picture(`${label}-connected`);
  });

  it("adds a secret", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Add Secret…");
    await walk(page, "Add Secret", { name: added, value: "typed once" });
    await waitForRow(page, added, /^set/);
    assert.ok(fake.names().has(added));
  });

  it("edits a value", async () => {
    const page = session.page();
    const before = fake.requests.length;
    await views.inlineAction(rowOf(page, added), "Edit Secret…");
    await walk(page, `Edit ${added}`, { value: "another value" });
    await notification(page, new RegExp(`^${added} was changed`));
    assert.ok(fake.requests.slice(before).some(({ method }) => method !== "GET"));
  });

  it("has problems for what is missing there and for what nobody declares", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/agent.ts");
    // The list is virtual: what is not scrolled into view is not there.
    for (const [name, code] of [
      ["DATABASE_URL", "missing"],
      ["OPENAI_API_KY", "near-miss"],
    ] as const) {
      await filterProblems(page, name);
      await waitForProblems(page, `${name} to be a problem`, (all) => all.some((problem) => problem.code === code));
    }
  });

  if (other !== undefined)
    it("switches to another environment", async () => {
      const page = session.page();
      await clickStatus(page, new RegExp(`^${escaped(account(fake))}`));
      await quickInput.wait(page, "");
      await quickInput.pick(page, other);
      await statusItem(page, new RegExp(`${escaped(account(fake))} · ${escaped(other)}`));
      await waitForRow(page, elsewhere, /^set/);
      await waitForRow(page, stored, /^missing|not set/);
    });

  it("deletes a secret", async () => {
    const page = session.page();
    await views.contextMenu(page, rowOf(page, elsewhere), "Delete Secret…");
    await dialog(page);
    await pressInDialog(page, "Delete");
    await notification(page, new RegExp(`^${elsewhere} was deleted`));
    assert.ok(!fake.names().has(elsewhere));
    await waitForStored(page, elsewhere);
  });

  it("is forgotten on Sign Out", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Sign Out");
    await notification(page, /^Signed out of /);
    if (isShared) removeSettings(session);
    await statusItem(page, /^Embedded store · /);
  });
}

function settingsFile(session: Session): string {
  return join(session.workbench().workspace, ".vscode/settings.json");
}

/** What a colleague would have put there. */
function writeSettings(
  session: Session,
  { account: { provider, endpoint, project }, environments }: FakeService,
): void {
  mkdirSync(dirname(settingsFile(session)), { recursive: true });
  const settings = {
    "inlineSecrets.account.provider": provider,
    "inlineSecrets.account.address": endpoint,
    ...(project === undefined ? {} : { "inlineSecrets.account.project": project }),
    "inlineSecrets.account.environment": environments[0],
  };
  writeFileSync(settingsFile(session), JSON.stringify(settings));
}

function removeSettings(session: Session): void {
  writeFileSync(settingsFile(session), "{}");
}

/** A name that the workspace declares stays as missing; any other goes. */
async function waitForStored(page: Page, name: string): Promise<void> {
  if (["OPENAI_API_KEY", "SLACK_TOKEN", "STRIPE_KEY"].includes(name)) await waitForRow(page, name, /^missing/);
  else await waitForNoRow(page, name);
}

/** Gives the answers in turn, each to a step of its own. */
async function give(page: Page, title: string, given: readonly Answer[]): Promise<void> {
  let last: string | undefined;
  for (const answer of given) {
    const { title: step } = await until(`a step of ${title} after ${last ?? "the beginning"}`, async () => {
      const shown = await quickInput.state(page);
      return shown?.title.startsWith(title) === true && shown.title !== last && shown;
    });
    last = step;
    if ("pick" in answer) await quickInput.pick(page, answer.pick);
    else await quickInput.accept(page, answer.type);
  }
}

/** Walks through a dialog to its end: gives what it is asked for, and accepts everything else as it is proposed. */
async function walk(
  page: Page,
  title: string,
  given: { readonly name?: string; readonly value: string },
): Promise<void> {
  let { name } = given;
  let last: string | undefined;
  await until(`the end of ${title}`, async () => {
    const shown = await quickInput.state(page);
    if (shown === undefined) return last !== undefined;
    if (!shown.title.startsWith(title) || shown.title === last) return false;
    last = shown.title;
    if (shown.password) await quickInput.accept(page, given.value);
    else {
      await quickInput.accept(page, name);
      name = undefined;
    }
    return false;
  });
}

function same(name: string): string {
  return name;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
