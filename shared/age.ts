const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago `since` (RFC 3339) was, in words: `2 minutes ago`. Empty for an empty or malformed time. */
export function ageInWords(since: string, now: Date): string {
  const age = now.getTime() - Date.parse(since);
  if (Number.isNaN(age)) return "";
  if (age < minute) return "just now";
  if (age < hour) return ago(age / minute, "minute");
  return age < day ? ago(age / hour, "hour") : ago(age / day, "day");
}

function ago(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}

/** When `since` (RFC 3339) was, by the clock on this machine's wall: `at 14:05`. Empty for an empty or malformed time. */
export function timeInWords(since: string, now: Date): string {
  const time = new Date(since);
  if (Number.isNaN(time.getTime())) return "";
  const clock = `at ${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
  return dayOf(time) === dayOf(now) ? clock : `on ${dayOf(time)} ${clock}`;
}

function dayOf(time: Date): string {
  return `${time.getFullYear()}-${twoDigits(time.getMonth() + 1)}-${twoDigits(time.getDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
