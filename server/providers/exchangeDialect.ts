import type { Dialect } from "./trouble";

/** How a service speaks of an exchange of credentials: a refusal means only one thing, but for 403 where `forbidden` says what that is. */
export function exchangeDialect(api: string, sentence: string, forbidden?: string): Dialect {
  const isForbidden = (status: number): boolean => status === 403 && forbidden !== undefined;
  const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 429;
  return {
    api,
    // It may hold what it was sent.
    detailOf: () => undefined,
    kindOf: ({ status }) => (isForbidden(status) ? "forbidden" : isRefusal(status) ? "unauthorized" : undefined),
    sentenceFor: ({ status }) => (isForbidden(status) ? forbidden : isRefusal(status) ? sentence : undefined),
  };
}
