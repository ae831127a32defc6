import type { CatalogStatus, Snapshot } from "../shared/protocol";
import { activeEnvironmentName, environmentWord, listedInShort, noneMissing } from "./flows/words";
import { checked, failedInWords, signIn } from "./tree/model";
import { missingRequired } from "./flows/rows";
import type { Action, TreeInput } from "./tree/model";

/** What the status bar says, and how much it stands out. */
export interface StatusWords {
  readonly icon: string;
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
  /** What a click does, where it is not switching the environment. */
  readonly action?: Action;
}

/** Account, active environment and what is the matter, in the room of a status bar item. */
export function statusWords({ snapshot, server, now }: Omit<TreeInput, "hasFolder" | "heldBack">): StatusWords {
  if (!snapshot) {
    const text = server === "restarting" ? "Secrets: restarting" : "Secrets: loading";
    return { icon: "loading~spin", text, tooltip: "The language server is being started.", warns: false };
  }
  const { icon, words, explanation, warns, signsIn } = matter(snapshot, now);
  const place = [snapshot.accountName, activeEnvironmentName(snapshot)];
  return {
    icon,
    text: [...place, ...(words === "" ? [] : [words])].join(" · "),
    tooltip: [
      explanation,
      ...checked(snapshot, now).map((words) => `${words}.`),
      signsIn ? "Click to sign in." : `Click to switch the ${environmentWord(snapshot)}.`,
    ].join(" "),
    warns,
    ...(signsIn ? { action: signIn(snapshot) } : {}),
  };
}

interface Matter {
  readonly icon: string;
  readonly words: string;
  readonly explanation: string;
  readonly warns: boolean;
  /** There is nothing to be done but signing in. */
  readonly signsIn?: boolean;
}

function matter(snapshot: Snapshot, now: Date): Matter {
  const { status } = snapshot;
  const calm = { icon: "key", warns: false };
  switch (status.kind) {
    case "complete":
      return complete(snapshot);
    case "partial":
      return { icon: "warning", words: "incomplete", explanation: status.reason, warns: false };
    case "failed":
      return failedMatter(status, now);
    case "unknown":
      if (status.reason === "untrusted") return untrusted;
      if (status.reason === "signedOut")
        return { ...calm, words: "signed out", explanation: "Nobody is signed in.", signsIn: true };
      return { ...calm, icon: "loading~spin", words: "loading", explanation: "Names are being listed." };
  }
}

function failedMatter(status: Extract<CatalogStatus, { readonly kind: "failed" }>, now: Date): Matter {
  const { kind, message } = status.failure;
  const common = { icon: "warning", explanation: message, warns: true };
  if (kind === "unauthorized") return { ...common, words: "sign in again", signsIn: true };
  if (kind === "forbidden") return { ...common, words: "not allowed" };
  if (kind !== "rateLimited") return { ...common, words: "not available" };
  return { ...common, words: "waiting", explanation: `${failedInWords(status, now)}. ${message}`, warns: false };
}

const untrusted: Matter = {
  icon: "shield",
  words: "restricted",
  explanation: "In Restricted Mode the remote account is not contacted.",
  warns: false,
};

function complete(snapshot: Snapshot): Matter {
  const missing = missingRequired(snapshot);
  if (missing.length === 0) {
    return { icon: "key", words: "", explanation: noneMissing(snapshot), warns: false };
  }
  const names = listedInShort(missing.map(({ name }) => name));
  return { icon: "key", words: `${missing.length} missing`, explanation: `Missing: ${names}.`, warns: false };
}
