import type { Request } from "../../shared/protocol";
import type { Server } from "../languageClient";
import type { Questions } from "./questions";

/** What the server answers, before the user's eyes. Undefined when the user did not want to wait: half an answer is none. */
export function asked<P, R>(
  { questions, server }: { readonly questions: Pick<Questions, "busy">; readonly server: Pick<Server, "request"> },
  title: string,
  request: Request<P, R>,
  params: P,
): Promise<R | undefined> {
  return questions.busy(title, async (signal) => {
    try {
      const answer = await server.request(request, params, signal);
      return signal.aborted ? undefined : answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}
