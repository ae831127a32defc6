// Stands in for the native module `@vscode/spdlog`: writes every log line at once to its file.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

const levels = ["trace", "debug", "info", "warning", "error", "critical", "off"];

export class Logger {
  private level = 2;
  private raw = false;
  private readonly file: string;

  constructor(_kind: string, _name: string, file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
  }

  trace(message: string): void {
    this.write(0, message);
  }
  debug(message: string): void {
    this.write(1, message);
  }
  info(message: string): void {
    this.write(2, message);
  }
  warn(message: string): void {
    this.write(3, message);
  }
  error(message: string): void {
    this.write(4, message);
  }
  critical(message: string): void {
    this.write(5, message);
  }
  getLevel(): number {
    return this.level;
  }
  setLevel(level: number): void {
    this.level = level;
  }
  /** Output channels bring their own format. */
  clearFormatters(): void {
    this.raw = true;
  }
  setPattern(): void {
    // The pattern below is the only one.
  }
  flush(): void {
    // Nothing is held back.
  }
  drop(): void {
    // No file stays open.
  }

  private write(level: number, message: string): void {
    if (level < this.level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.file, this.raw ? message : `${time} [${levels[level] ?? "info"}] ${message}\n`);
  }
}

export const version = 0;

export function setLevel(): void {
  // Each logger has its own.
}

export function setFlushOn(): void {
  // Nothing is held back.
}

export function shutdown(): void {
  // Nothing is held open.
}

export function createRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger("rotating", name, file));
}

export function createAsyncRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger("rotating_async", name, file));
}
