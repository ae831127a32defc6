import { createNetwork } from "../../server/providers/network";

/** What a process of its own is asked to fetch, with the settings that count for it. */
export interface Errand {
  readonly url: string;
  readonly settings: unknown;
  readonly body?: string;
}

/** What came of it. */
export type ErrandDone =
  | { readonly kind: "answered"; readonly status: number; readonly text: string }
  | { readonly kind: "failed"; readonly codes: readonly string[] };

// Certificates that a process trusts besides the usual ones count from its start, so that this has to be one of its own.
const network = createNetwork(process.env);
process.on("message", (errand: Errand) => {
  void run(errand).then((done) => process.send?.(done));
});

async function run({ url, settings, body }: Errand): Promise<ErrandDone> {
  network.follow(() => Promise.resolve(settings));
  const post = body === undefined ? {} : { method: "POST", body, headers: { "content-type": "application/json" } };
  try {
    const answer = await network.fetch(url, { ...post, redirect: "error" });
    return { kind: "answered", status: answer.status, text: await answer.text() };
  } catch (error) {
    const codes: string[] = [];
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      codes.push("code" in cause ? String(cause.code) : cause.message);
    return { kind: "failed", codes };
  }
}
