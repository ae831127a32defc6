import type { Snapshot } from "../shared/protocol";
import { activeEnvironmentName } from "./flows/words";
import { checked } from "./tree/model";
import { missingRequired } from "./flows/rows";
import type { TreeInput } from "./tree/model";

/** What the status bar says, and how much it stands out. */
export interface StatusWords {
  readonly icon: string;
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
}

/** Account, active environment and what is the matter, in the room of a status bar item. */
export function statusWords({ snapshot, server, trusted, now }: TreeInput): StatusWords {
  if (!snapshot) {
    const text = server === "restarting" ? "Secrets: restarting" : "Secrets: loading";
    return { icon: "loading~spin", text, tooltip: "The language server is being started.", warns: false };
  }
  const { icon, words, explanation, warns } = matter(snapshot, trusted);
  const place = [snapshot.accountName, activeEnvironmentName(snapshot)];
  return {
    icon,
    text: [...place, ...(words === "" ? [] : [words])].join(" · "),
    tooltip: [
      explanation,
      ...checked(snapshot, now).map((words) => `${words}.`),
      "Click to switch the environment.",
    ].join(" "),
    warns,
  };
}

interface Matter {
  readonly icon: string;
  readonly words: string;
  readonly explanation: string;
  readonly warns: boolean;
}

function matter(snapshot: Snapshot, trusted: boolean): Matter {
  const { status } = snapshot;
  const calm = { icon: "key", warns: false };
  if (!trusted && snapshot.account.provider !== "embedded" && status.kind !== "complete") return untrusted;
  switch (status.kind) {
    case "complete":
      return complete(snapshot);
    case "partial":
      return { icon: "warning", words: "incomplete", explanation: status.reason, warns: false };
    case "failed":
      return { icon: "warning", words: "not available", explanation: status.failure.message, warns: true };
    case "unknown":
      if (status.reason === "untrusted") return untrusted;
      if (status.reason === "signedOut") return { ...calm, words: "signed out", explanation: "There is no token." };
      return { ...calm, icon: "loading~spin", words: "loading", explanation: "Names are being listed." };
  }
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
    return { icon: "key", words: "", explanation: "No required secret is missing.", warns: false };
  }
  const names = missing.map(({ name }) => name).join(", ");
  return { icon: "key", words: `${missing.length} missing`, explanation: `Missing: ${names}.`, warns: false };
}
