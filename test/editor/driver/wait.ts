import { setTimeout as sleep } from "node:timers/promises";

/**
 * How long anything on the screen may take, in milliseconds. Only what fails waits for so long, and a machine that has little
 * of its processors to itself takes ten times as long as an idle one.
 */
export const patience = 90_000;

/**
 * Asks again and again until the answer is neither undefined nor false, and gives it back. What throws counts as not yet; the
 * last reason stands in the error when the time is over.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = patience,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    let last: unknown;
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain for ${what}`, { cause: last });
    await sleep(50);
  }
}

/** Text as a person sees it: VS Code puts no-break spaces and zero-width characters between the words. */
export function plain(text: string | null | undefined): string {
  return (text ?? "")
    .replaceAll("\u00a0", " ")
    .replace(/[\u200b-\u200d\ufeff]/g, "")
    .trim();
}

/** A pattern that matches exactly this text. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}
