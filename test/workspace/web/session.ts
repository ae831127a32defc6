import { createHmac } from "node:crypto";

const secret = process.env.SESSION_SECRET;
if (!secret) throw new Error("SESSION_SECRET is not set");

/** A cookie that nobody else can make. */
export function sign(session: string): string {
  return `${session}.${createHmac("sha256", secret as string).update(session).digest("hex")}`;
}

/** Where events go to, if anywhere. */
export const analytics = { key: process.env.ANALYTICS_WRITE_KEY ?? "" };
