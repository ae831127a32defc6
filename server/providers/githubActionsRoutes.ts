import { failed, ok } from "../../shared/failure";
import type { Result } from "../../shared/failure";
import { tokenAuthorization } from "./authorization";
import { dialectFor, repositoryPattern } from "./githubActionsDialect";
import type { Http, HttpRequest } from "./http";
import { createHttp } from "./http";
import type { ProviderOptions } from "./provider";

/** The way to GitHub, and where things are there. */
export interface GithubRoutes {
  /** How it is called in messages. */
  readonly service: string;
  /** `/repos/{owner}/{name}`, or why there is none. */
  readonly repository: Result<string>;
  /** Where the secrets of an environment are, or those of the repository. */
  readonly secrets: (environment: string | undefined) => Result<string>;
  readonly get: <T>(
    request: Pick<HttpRequest, "path" | "asked" | "hide">,
    parse: (answer: unknown) => T | undefined,
    signal: AbortSignal,
  ) => Promise<Result<T>>;
  readonly send: Http["send"];
}

/** Opens the way to GitHub, or to an Enterprise Server of one's own. */
export function openGithub({ account, endpoint, fetch, credential, limits }: ProviderOptions): GithubRoutes {
  const service = endpoint.host === "api.github.com" ? "GitHub" : endpoint.host;
  const token = async (): Promise<string | null> => {
    const given = await credential();
    return given?.kind === "token" ? given.token : null;
  };
  const { send } = createHttp({
    baseUrl: endpoint.baseUrl,
    fetch,
    serviceName: service,
    dialect: dialectFor(account),
    authorization: tokenAuthorization(token),
    limits,
  });
  const repository = repositoryPath(account.project);
  return {
    service,
    repository,
    secrets: (environment) => {
      if (repository.kind === "failed") return repository;
      const place = environment === undefined ? "actions" : `environments/${encodeURIComponent(environment)}`;
      return ok(`${repository.value}/${place}/secrets`);
    },
    get: (request, parse, signal) => send({ ...request, method: "GET", headers }, parse, signal),
    send: (request, parse, signal) => send({ ...request, headers }, parse, signal),
  };
}

/** GitHub refuses whoever does not say who it is (docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api). */
const headers = {
  accept: "application/vnd.github+json",
  "x-github-api-version": "2022-11-28",
  "user-agent": "inline-secrets",
} as const;

function repositoryPath(project: string | undefined): Result<string> {
  if (project === undefined) return failed({ kind: "invalid", message: "Choose a repository first." });
  const message = `${project} is no repository. Write it as owner/name.`;
  return repositoryPattern.test(project) ? ok(`/repos/${project}`) : failed({ kind: "invalid", message });
}
