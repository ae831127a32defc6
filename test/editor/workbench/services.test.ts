import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { prefix } from "../../../shared/ids";
import { providerDescriptions } from "../../../shared/providers";
import type { FakeService, StartFakeService } from "../../fakes/fakeService";
import { contractEntries } from "../../pure/providers/contract/entries";
import { runCommand } from "../driver/commands";
import type { TemporaryFolder } from "../driver/leftovers";
import { temporaryFolder } from "../driver/leftovers";
import { dialog, notification, notifications, pressInDialog } from "../driver/messages";
import { waitForProblems } from "../driver/problems";
import * as quickInput from "../driver/quickInput";
import { statusItem } from "../driver/statusBar";
import { until } from "../driver/wait";
import * as views from "../driver/views";
import { openSecrets, rowOf, waitForNoRow, waitForRow } from "./secretsView";
import { openForSuite } from "./session";

/** One of each kind, of the newest generation. */
const entries = contractEntries.filter(
  ({ provider }, index) => contractEntries.findIndex((other) => other.provider === provider) === index,
);

describe("each service", () => {
  const session = openForSuite("services", { workspace: needyWorkspace });

  const services: FakeService[] = [];

  afterEach(async () => {
    for (const service of services.splice(0)) await service.stop();
  });

  for (const [index, { provider, start, nameOf = (name: string) => name }] of entries.entries()) {
    const { label } = providerDescriptions[provider];
    const kept = nameOf("API_KEY");
    const lacking = nameOf("STRIPE_KEY");
    // A name of its own each, which a message about another service cannot be mistaken for.
    const added = nameOf(`NEW_KEY_${index}`);

    it(`is used from the first sign-in to the last: ${label}`, async () => {
      const page = session.page();
      const [here, elsewhere] = await environmentsOf(start);
      const other = { name: nameOf("OTHER_KEY"), environments: [elsewhere] };
      const seeded = await start([{ name: kept, environments: [here] }, other]);
      services.push(seeded);
      await openSecrets(page);
      say(session.workbench().workspace, seeded);
      await signIn(page, seeded);
      await waitForRow(page, kept, /^set/);
      await waitForRow(page, lacking, /^missing/);
      await waitForProblems(page, "a missing name", (all) => all.some(({ code }) => code === "missing"));
      await waitForProblems(page, "an undeclared name", (all) => all.some(({ code }) => code === "undeclared"));
      await session.picture(provider);

      await runCommand(page, "Secrets: Add Secret");
      await quickInput.wait(page, "Add Secret");
      await quickInput.accept(page, added);
      await quickInput.message(page, /^Value of/);
      await quickInput.accept(page, "first value");
      await throughTheRest(page, new RegExp(`^${added} was added`));
      await waitForRow(page, added, /^set/);

      await views.inlineAction(rowOf(page, added), "Edit Secret…");
      await quickInput.message(page, /Leave empty to keep the value/);
      await quickInput.accept(page, "second value");
      await throughTheRest(page, new RegExp(`^${added} was changed`));

      await views.inlineAction(rowOf(page, added), "Delete Secret…");
      await dialog(page);
      await pressInDialog(page, "Delete");
      await notification(page, new RegExp(`^${added} was deleted`));
      await waitForNoRow(page, added);

      await switchEnvironment(page, seeded, kept);
      await runCommand(page, "Secrets: Sign Out");
      await waitForRow(page, `Signed out of ${hostOf(seeded)}`, /Sign in/);
    });
  }
});

async function environmentsOf(start: StartFakeService): Promise<FakeService["environments"]> {
  const service = await start([]);
  await service.stop();
  return service.environments;
}

function hostOf({ account }: FakeService): string {
  return new URL(account.endpoint).host;
}

/** Two names are needed, and one is used that nobody declares. */
function needyWorkspace(): TemporaryFolder {
  const folder = temporaryFolder("services");
  const path = join(folder.path, "needy");
  mkdirSync(join(path, ".vscode"), { recursive: true });
  const names = ["API_KEY", "STRIPE_KEY"];
  const lines = names.map((name) => `    - key: ${name}\n`);
  writeFileSync(join(path, "app.yaml"), `requirements:\n  secrets:\n${lines.join("")}`);
  writeFileSync(join(path, "index.js"), `use(process.env.API_KEY, process.env.STRIPE_KEY, process.env.SLACK_TOKEN);\n`);
  writeFileSync(join(path, ".vscode/settings.json"), "{}");
  return { ...folder, path };
}

/** The settings name the service, as somebody in the team has shared it. */
function say(workspace: string, { account, environments }: FakeService): void {
  const settings = {
    [`${prefix}.account.provider`]: account.provider,
    [`${prefix}.account.address`]: account.endpoint,
    [`${prefix}.account.project`]: account.project ?? "",
    [`${prefix}.account.folder`]: account.folder ?? "",
    [`${prefix}.account.environment`]: environments[0],
  };
  writeFileSync(join(workspace, ".vscode/settings.json"), JSON.stringify(settings));
}

async function signIn(page: Page, service: FakeService): Promise<void> {
  const { account, credential } = service;
  await waitForRow(page, `Signed out of ${hostOf(service)}`, /Sign in/);
  await rowOf(page, `Signed out of ${hostOf(service)}`).click();
  await quickInput.wait(page, "Connect");
  const ways = providerDescriptions[account.provider].signIn;
  const way = ways.find(({ method }) => method === credential.kind);
  assert.ok(way, `there is a way to sign in with a ${credential.kind}`);
  if ((await quickInput.items(page)).length > 0) await quickInput.pick(page, way.label);
  for (const text of typed(credential)) {
    const before = (await quickInput.state(page))?.message;
    await until("the next box", async () => {
      const shown = await quickInput.state(page);
      return shown?.title.startsWith("Connect") === true && (shown.message !== before || before !== "");
    });
    await quickInput.accept(page, text);
  }
  await notification(page, new RegExp(`^Connected to ${hostOf(service)}`));
}

function typed(credential: FakeService["credential"]): readonly string[] {
  switch (credential.kind) {
    case "token":
      return [credential.token];
    case "client":
      return [credential.clientId, credential.clientSecret];
    case "machine":
      return [credential.profile];
    case "oauth":
      return [];
  }
}

/** Accepts what the dialog proposes until it has been told how that ended: services ask for different things. */
async function throughTheRest(page: Page, told: RegExp): Promise<void> {
  await until(`the end: ${String(told)}`, async () => {
    if ((await notifications(page)).some(({ message }) => told.test(message))) return true;
    if ((await quickInput.state(page)) !== undefined) await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
    return false;
  });
}

/** Where there is another environment, the name has no value there. */
async function switchEnvironment(page: Page, { environments }: FakeService, name: string): Promise<void> {
  const [first, second] = environments;
  if (first === second) return;
  await runCommand(page, "Secrets: Select Environment…");
  await until("the environments", async () => ((await quickInput.state(page))?.title ?? "").includes(" in "));
  const labels = (await quickInput.items(page)).map(({ label }) => label);
  const other = labels.find((label) => label.toLowerCase().startsWith(second.toLowerCase().slice(0, 3)));
  assert.ok(other, `${second} is among ${labels.join(", ")}`);
  await quickInput.pick(page, other);
  await waitForRow(page, name, /^missing/);
  await statusItem(page, /2 missing$/);
}
