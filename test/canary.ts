import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** A text that stands nowhere else in the world, to be found again wherever it should not be. */
export function newCanary(kind: string): string {
  // Letters of both cases, digits, and what is escaped in JSON, in addresses and in HTML.
  return `${kind}-${randomBytes(12).toString("hex")}"/ö<&`;
}

/** The pieces of a canary in every writing that a program may have put it into, as bytes. */
function writingsOf(canary: string): readonly { readonly writing: string; readonly bytes: Buffer }[] {
  const bytes = Buffer.from(canary);
  // Without the end, which is escaped in ever new ways.
  const core = Buffer.from(canary.slice(0, canary.indexOf('"')));
  const base64 = [0, 1, 2].map((skip) =>
    core.subarray(skip, core.length - ((core.length - skip) % 3)).toString("base64"),
  );
  const texts: Readonly<Record<string, string>> = {
    "as it is": core.toString(),
    hexadecimal: core.toString("hex"),
    "hexadecimal in capitals": core.toString("hex").toUpperCase(),
    "base64 at the first place": base64[0] ?? "",
    "base64 at the second place": base64[1] ?? "",
    "base64 at the third place": base64[2] ?? "",
    "for an address": encodeURIComponent(canary).slice(0, core.length),
    "as numbers": [...core].join(","),
  };
  return [
    ...Object.entries(texts).map(([writing, text]) => ({ writing, bytes: Buffer.from(text) })),
    { writing: "in UTF-16", bytes: Buffer.from(core.toString(), "utf16le") },
    { writing: "whole", bytes },
  ];
}

/** Where a canary stands in some bytes, in any writing, and packed ones as well. Empty when nowhere. */
export function tracesIn(bytes: Buffer | string, canary: string): readonly string[] {
  const buffer = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  return [buffer, ...unpacked(buffer)].flatMap((text) =>
    writingsOf(canary).flatMap(({ writing, bytes: wanted }) => (text.includes(wanted) ? [writing] : [])),
  );
}

/** Where a canary stands in the files below a folder: the paths, and the writing. */
export function tracesInFiles(folder: string, canaries: readonly string[]): readonly string[] {
  return filesBelow(folder).flatMap((path) => {
    const bytes = readFileSync(path);
    return canaries.flatMap((canary) =>
      tracesIn(bytes, canary).map((writing) => `${relative(folder, path)}, ${writing}`),
    );
  });
}

/** All files below a folder. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

function unpacked(bytes: Buffer): readonly Buffer[] {
  return [gunzipSync, brotliDecompressSync].flatMap((unpack) => {
    try {
      return [unpack(bytes)];
    } catch {
      return [];
    }
  });
}
