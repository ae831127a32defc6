// Runs before any package is there, so it is plain JavaScript and needs nothing but Node.js.
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Installs the packages of package-lock.json, unless exactly those are there already. Ends the process when that fails. */
export function installPackages() {
  try {
    requireNode();
    if (!packagesAreCurrent()) install();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function install() {
  if (isLink(join(root, "node_modules"))) throw new Error("node_modules is a link to another set of packages.");
  console.log("Installing packages (npm ci)");
  npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], root);
}

/**
 * Runs npm and shows what it says.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  // Under `npm run` this is npm's own script: no shell is needed to find it, on Windows neither.
  const script = process.env["npm_execpath"];
  const inScript = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  const [command, first] = inScript ? [process.execPath, [script]] : ["npm", []];
  execFileSync(command, [...first, ...args], {
    cwd,
    stdio: "inherit",
    shell: !inScript && process.platform === "win32",
  });
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
}

/** Compares the lock file with the copy of it that npm leaves behind for what it installed. */
function packagesAreCurrent() {
  const installed = lockedPackages("node_modules/.package-lock.json");
  return Object.entries(lockedPackages("package-lock.json")).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return {};
  }
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
