import type { CancellationToken } from "vscode-languageserver";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Notification, Request } from "../../shared/protocol";
import type { Parts } from "./feature";

/** Answers one of our own requests, with the editor's cancellation as a signal. */
export function answer<P, R>(
  { connection }: Pick<Parts, "connection">,
  request: Request<P, R>,
  handler: (params: P, signal: AbortSignal) => R | Promise<R>,
): void {
  connection.onRequest(request.method, async (params: P, token: CancellationToken): Promise<unknown> => {
    return handler(params, signalOf(token));
  });
}

/** Listens to one of our own notifications. */
export function listen<P>(
  { connection }: Pick<Parts, "connection">,
  notification: Notification<P>,
  handler: (params: P) => void,
): void {
  connection.onNotification(notification.method, handler);
}

/** What is answered instead of an edit that would leave out some places. */
export function incomplete(): ResponseError {
  return refusal("Not every file could be looked at. Try again in a moment.");
}

/** What is answered instead of an edit that would do harm; the editor shows the sentence. */
export function refusal(sentence: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, sentence);
}

/** An editor's cancellation as the signal that everything below the protocol understands. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}
