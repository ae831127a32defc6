import { randomBytes } from "node:crypto";

/** 256 random bits as 43 letters, digits, `-` and `_`: strong, and safe in URLs, shells and dotenv files. */
export function generateValue(): string {
  return randomBytes(32).toString("base64url");
}
