import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Editor } from "../setup/editors";
import { newWindow, startBrowser } from "./browser";
import { createProfile, writeUserSettings } from "./profile";
import type { Profile } from "./profile";
import { quietSettings } from "./quietSettings";
import { installExtension, startServer } from "./server";
import type { Server } from "./server";
import { patience, until } from "./wait";

/** What a workbench is opened with. */
export interface WorkbenchOptions {
  readonly editor: Editor;
  /** The packaged extension. */
  readonly vsix: string;
  /** The folder that is opened, or the file that names several: `*.code-workspace`. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The folder is opened in Restricted Mode, as one that nobody trusts yet. */
  readonly restricted?: boolean;
  /** Puts into the folders of the new user what they have already. */
  readonly fill?: (profile: Profile) => Promise<void>;
  /** Environment variables of the server, which the extension host inherits. */
  readonly env?: NodeJS.ProcessEnv;
  /** Makes the page run a test suite: what it is told to load, and what happens before it does. */
  readonly test?: {
    readonly payload: (server: Server) => readonly (readonly [string, string])[];
    readonly prepare: (page: Page) => Promise<void>;
  };
}

/** A real VS Code in a real browser, as a person has it before them. */
export interface Workbench {
  readonly page: Page;
  readonly profile: Profile;
  readonly server: Server;
  readonly workspace: string;
  /** Requests to anything but loopback; there should be none. */
  readonly outsideRequests: readonly string[];
  /** How often the window was loaded; one means that nothing has reloaded it. */
  readonly loads: () => number;
  /** What the page wrote to its console. */
  readonly consoleLines: readonly string[];
  /** Loads the window anew with other settings of the user. */
  readonly reloadWith: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens VS Code with the packaged extension on a folder and waits until it is ready to be used. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { restricted = false } = options;
  const profile = createProfile({ ...quietSettings, ...(restricted ? distrust : {}), ...options.settings });
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server?.process.stop();
    profile.remove();
  };
  try {
    await options.fill?.(profile);
    await installExtension(options.editor, profile, options.vsix);
    server = await startServer(options.editor, profile, {
      test: options.test !== undefined,
      restricted,
      env: options.env ?? {},
    });
    browser = await startBrowser();
    const page = await (await newWindow(browser, server.url)).newPage();
    const heard = listenTo(page);
    await options.test?.prepare(page);
    await page.goto(addressOf(server, options));
    if (!options.test) await workbenchReady(page);
    const reloadWith = async (settings: Readonly<Record<string, unknown>>) => {
      writeUserSettings(profile, { ...quietSettings, ...options.settings, ...settings });
      await page.reload();
      await workbenchReady(page);
    };
    return { page, profile, server, workspace: options.workspace, ...heard, reloadWith, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every folder is one that nobody trusts, and nobody is asked about it at the start. */
const distrust = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

/** Saves what the page shows, or a part of it, as a PNG file. */
export async function screenshot(
  page: Page,
  file: string,
  clip?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file, ...(clip && { clip }) });
}

function listenTo(page: Page) {
  const outsideRequests: string[] = [];
  const consoleLines: string[] = [];
  let loads = 0;
  page.on("load", () => {
    loads++;
  });
  page.setDefaultTimeout(patience);
  page.on("console", (message) => consoleLines.push(message.text()));
  page.on("request", (request) => {
    const address = request.url();
    if (/^(https?|wss?):/.test(address) && !isInside(new URL(address).hostname)) outsideRequests.push(address);
  });
  return { outsideRequests, consoleLines, loads: () => loads };
}

/** This machine, and the name by which a page of an extension asks VS Code's own service worker for its files. */
function isInside(hostname: string): boolean {
  return hostname === "127.0.0.1" || hostname.endsWith(".vscode-resource.vscode-cdn.net");
}

function addressOf(server: Server, options: WorkbenchOptions): string {
  const { workspace } = options;
  const query = new URLSearchParams({
    [workspace.endsWith(".code-workspace") ? "workspace" : "folder"]: join(workspace),
  });
  if (options.test) query.set("payload", JSON.stringify(options.test.payload(server)));
  return `${server.url}/?${query.toString()}`;
}

/** Waits until the window is drawn and the extensions are up. */
async function workbenchReady(page: Page): Promise<void> {
  const items = page.locator(".monaco-workbench .part.statusbar .statusbar-item");
  await items.first().waitFor();
  const busy = /Activating Extensions|Opening Remote/;
  await until("the extensions", async () => !(await items.allTextContents()).some((text) => busy.test(text)));
}
