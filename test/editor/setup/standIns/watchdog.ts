// Stands in for the native module `native-watchdog`: ends the extension host when the process that started it is gone.
export function start(parent: number): void {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
}

export function exit(code: number): void {
  process.exit(code);
}
