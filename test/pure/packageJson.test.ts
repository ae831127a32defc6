import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import picomatch from "picomatch";
import { commandList } from "../../client/commands/index";
import { remoteProviderIds } from "../../shared/account";
import { commandIds, contextKeys, prefix, viewContainerId, viewId } from "../../shared/ids";
import { providerDescriptions } from "../../shared/providers";
import { settingsSchema } from "../../shared/settings";
import type { Setting } from "../../shared/settings";

interface Manifest {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly when: string; readonly args: unknown }[];
    readonly walkthroughs: readonly { readonly steps: readonly WalkthroughStep[] }[];
  };
}

interface WalkthroughStep {
  readonly title: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents: readonly string[];
}

const { icon, engines, devDependencies, contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
/** How the page of settings calls the services: as every dialog does. */
const enumItemLabels = [
  "Not said here",
  "Embedded store",
  ...remoteProviderIds.map((id) => providerDescriptions[id].label),
];
const knownCommands: ReadonlySet<string> = new Set(Object.values(commandIds));

describe("package.json", () => {
  it("has the code compiled against the oldest editor that it runs in", () => {
    assert.equal(engines.vscode, `^${devDependencies["@types/vscode"] ?? ""}`);
  });

  it("contributes the settings of the schema, all of them and no others", () => {
    const settings: Record<string, Setting> = settingsSchema;
    const expected = Object.fromEntries(
      Object.entries(settings).map(([key, { description, ...setting }]) => [
        `${prefix}.${key}`,
        { ...setting, markdownDescription: description, ...(key === "account.provider" ? { enumItemLabels } : {}) },
      ]),
    );
    assert.deepEqual(contributes.configuration.properties, expected);
  });

  it("contributes the commands that the client registers, each once", () => {
    const contributed = contributes.commands.map(({ command }) => command);
    const registered = Object.keys(commandList).map((key) => commandIds[key as keyof typeof commandIds]);
    assert.deepEqual([...contributed].sort(), [...registered].sort());
  });

  it("puts every command into the category Secrets", () => {
    const elsewhere = contributes.commands.filter(({ category }) => category !== "Secrets");
    assert.deepEqual(elsewhere, []);
  });

  it("names only known commands in menus, key bindings and the welcome view", () => {
    const welcomed = contributes.viewsWelcome.flatMap(({ contents }) =>
      commandsIn(contents).map((command) => ({ command })),
    );
    const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings, ...welcomed];
    assert.ok(welcomed.length > 0);
    assert.deepEqual(
      named.filter(({ command }) => !knownCommands.has(command)),
      [],
    );
  });

  it("shows the view in its container, and the welcome only when the account is known to be empty", () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [viewContainerId],
    );
    assert.deepEqual(
      contributes.views[viewContainerId]?.map(({ id }) => id),
      [viewId],
    );
    assert.deepEqual(
      contributes.viewsWelcome.map(({ view, when }) => ({ view, when })),
      ["!=", "=="].map((sign) => ({ view: viewId, when: `${contextKeys.empty} && workspaceFolderCount ${sign} 0` })),
    );
  });

  it("offers a manifest only where a folder is open that it could be for", () => {
    const offering = contributes.viewsWelcome.filter(({ contents }) => contents.includes(commandIds.createManifest));
    assert.deepEqual(
      offering.map(({ when }) => when),
      [`${contextKeys.empty} && workspaceFolderCount != 0`],
    );
  });

  it("binds keys and view menus to this view alone", () => {
    const bindings = contributes.keybindings.filter(({ when }) => !when.includes(`focusedView == ${viewId}`));
    const menus = [...(contributes.menus["view/title"] ?? []), ...(contributes.menus["view/item/context"] ?? [])];
    const args = contributes.keybindings.map((binding) => binding.args);
    assert.deepEqual(bindings, []);
    // What the editor replaces by the row with the focus.
    for (const each of args) assert.deepEqual(each, { $treeViewId: viewId, $focusedTreeItem: true });
    assert.deepEqual(
      menus.filter(({ when }) => !when.startsWith(`view == ${viewId}`)),
      [],
    );
  });

  it("offers no action on a row whose context the tree never gives", () => {
    const contexts = ["account", "account.remote", "secret", "secret.set", "secret.edit", "secret.set.edit"];
    const idle = (contributes.menus["view/item/context"] ?? []).filter(
      ({ when }) => !contexts.some((context) => matches(when, context)),
    );
    assert.deepEqual(idle, []);
  });

  it("leads through the first steps with buttons that do what a step is about, and that tick it off", () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(steps.length, 4);
    for (const { title, description, completionEvents } of steps) {
      const [button = "", ...others] = commandsIn(description);
      // The editor itself brings a command to every view.
      const isView = button === `${viewId}.focus`;
      assert.ok(completionEvents.includes(isView ? `onView:${viewId}` : `onCommand:${button}`), title);
      const ticking = completionEvents.flatMap((event) => /^onCommand:(.*)$/.exec(event)?.[1] ?? []);
      const commands = [...(isView ? [] : [button]), ...others, ...ticking];
      assert.deepEqual(
        commands.filter((command) => !knownCommands.has(command)),
        [],
      );
    }
  });

  it("points to icons and pages that are there, and packaged", () => {
    const icons = [icon, ...contributes.viewsContainers.activitybar.map((container) => container.icon)];
    const pages = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown));
    const kept = [...readFileSync(".vscodeignore", "utf8").matchAll(/^!(.+)$/gm)].map(([, glob = ""]) => glob);
    const isPackaged = picomatch(kept);
    assert.deepEqual(
      [...icons, ...pages].filter((path) => !existsSync(path) || !isPackaged(path)),
      [],
    );
  });
});

/** The commands behind the links in a text. */
function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = ""]) => command);
}

/** Whether the part of a `when` clause about `viewItem` lets this context through. */
function matches(when: string, context: string): boolean {
  const pattern = /viewItem =~ \/(.*)\/$/.exec(when)?.[1];
  return pattern === undefined ? when.endsWith(`viewItem == ${context}`) : new RegExp(pattern).test(context);
}
