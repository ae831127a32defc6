import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext } from "playwright-core";

/** Starts Chromium without a window. It can reach nothing but loopback, which proves that nothing else is needed. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * Run by the page: nothing fades or spins. Each frame of that is painted by the processor where no GPU is there, which took an
 * eighth of all that the tests in the editor take.
 */
const noMotion = `
  const style = new CSSStyleSheet();
  style.replaceSync("*, *::before, *::after { animation: none !important; transition: none !important; }");
  document.adoptedStyleSheets.push(style);
`;

/** A new window, as large as a screenshot is to be, that VS Code served at `url` can keep its secrets in. */
export async function newWindow(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  // The compiler that runs these tests names functions with a helper that a page does not have.
  await context.addInitScript("globalThis.__name = (named) => named");
  await context.addInitScript(noMotion);
  // Answered by code-server's wrapper, not by VS Code's own server: without a key, secrets are lost on reload.
  const key = randomBytes(32);
  await context.route(
    (address) => address.pathname.endsWith("/mint-key"),
    (route) => route.fulfill({ status: 200, contentType: "application/octet-stream", body: key }),
  );
  await context.route(
    (address) => address.pathname.endsWith("/_static/out/browser/serviceWorker.js"),
    (route) => route.fulfill({ contentType: "text/javascript", headers: { "Service-Worker-Allowed": "/" }, body: "" }),
  );
  return context;
}

/** The Chromium that is there: what CHROMIUM names, or one at the usual places. */
export function findChromium(): string {
  const named = process.env["CHROMIUM"];
  const found = (named === undefined ? usualPlaces() : [named]).find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    `${named ?? "Chromium"} was not found. Install Chromium (on Debian: apt-get install chromium) or set CHROMIUM to its path.`,
  );
}

function usualPlaces(): string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
}
