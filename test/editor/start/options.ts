import { parseArgs } from "node:util";

/** What `npm start -- …` was asked for. */
export interface StartOptions {
  /** Also serve the Secrets API on loopback, to connect to. */
  readonly remote: boolean;
  /** Use the browser even when a VS Code is installed. */
  readonly browser: boolean;
  /** Open a window, or the address in the user's browser. */
  readonly open: boolean;
  readonly port: number;
}

/** What is said for `--help`. */
export const usage = `npm start -- [options]
  --remote     also start a Secrets API server on loopback, and print what to connect with
  --browser    use VS Code in the browser even when one is installed
  --no-open    only print the address of VS Code in the browser
  --port <n>   the port of VS Code in the browser (default 8123)`;

/** Reads the arguments; undefined when help is wanted. */
export function readOptions(args: readonly string[]): StartOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      help: { type: "boolean", default: false },
      remote: { type: "boolean", default: false },
      browser: { type: "boolean", default: false },
      open: { type: "boolean", default: true },
      port: { type: "string", default: "8123" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${values.port} is not a port.`);
  if (values.help) return undefined;
  return { remote: values.remote, browser: values.browser || !values.open, open: values.open, port };
}
