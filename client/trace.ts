import { EventEmitter, LogLevel, window, workspace } from "vscode";
import type { LogOutputChannel } from "vscode";
import { prefix } from "../shared/ids";
import { readSettings } from "../shared/settings";
import { blankTrace } from "./blanking";
import type { SecretsInFlight } from "./blanking";

/**
 * The channel of the LSP trace. Whatever the language client traces passes through here, and leaves without values and
 * tokens. The setting alone decides whether there is a trace: the log level that the client asks for follows it.
 */
export function createTraceChannel(inFlight: SecretsInFlight): LogOutputChannel {
  const channel = window.createOutputChannel("Inline Secrets Trace", { log: true });
  const levelChanged = new EventEmitter<LogLevel>();
  const configuration = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${prefix}.trace.server`)) levelChanged.fire(tracedLevel());
  });
  // A channel drops lines below its own level, so a traced line is written as information.
  const write = (text: string): void => {
    channel.info(inFlight.blankIn(blankTrace(text)));
  };
  return overridden(channel, {
    get logLevel() {
      return tracedLevel();
    },
    onDidChangeLogLevel: levelChanged.event,
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: (error) => {
      write(String(error));
    },
    append: write,
    appendLine: write,
    replace: write,
    dispose: () => {
      configuration.dispose();
      levelChanged.dispose();
      channel.dispose();
    },
  });
}

/** The channel of the log, where nothing in flight is ever written. */
export function createLogChannel(inFlight: SecretsInFlight): LogOutputChannel {
  const channel = window.createOutputChannel("Inline Secrets", { log: true });
  const write =
    (level: "trace" | "debug" | "info" | "warn" | "append" | "appendLine" | "replace") => (text: string) => {
      channel[level](inFlight.blankIn(text));
    };
  return overridden(channel, {
    trace: write("trace"),
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: (error) => {
      channel.error(inFlight.blankIn(error instanceof Error ? (error.stack ?? error.message) : error));
    },
    append: write("append"),
    appendLine: write("appendLine"),
    replace: write("replace"),
  });
}

function tracedLevel(): LogLevel {
  const level = readSettings(workspace.getConfiguration(prefix))["trace.server"];
  return level === "off" ? LogLevel.Info : LogLevel.Trace;
}

/** The channel with some of its members replaced; what is not replaced is the channel's own. */
function overridden(channel: LogOutputChannel, members: Partial<LogOutputChannel>): LogOutputChannel {
  return new Proxy(channel, {
    get: (target, key) => Reflect.get(key in members ? members : target, key) as unknown,
  });
}
