/** GitHub's objects, with every field that its own description of the API requires (`test/conformance/githubActions.test.ts`). */

const api = "https://api.github.com";
const createdAt = "2026-01-01T00:00:00Z";

/** Who a token belongs to. */
export function publicUser() {
  return {
    ...simpleUser("octocat"),
    user_view_type: "public",
    name: "Octocat",
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 2,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

function simpleUser(login: string) {
  const url = `${api}/users/${login}`;
  return {
    ...{ login, id: 1, node_id: "MDQ6VXNlcjE=", gravatar_id: "", url },
    avatar_url: "https://avatars.githubusercontent.com/u/1",
    html_url: `https://github.com/${login}`,
    ...urls(url, "followers subscriptions organizations repos received_events"),
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    events_url: `${url}/events{/privacy}`,
    type: "User",
    site_admin: false,
  };
}

/** `followers` becomes `followers_url`. */
function urls(base: string, words: string): Readonly<Record<string, string>> {
  return Object.fromEntries(words.split(" ").map((word) => [`${word}_url`, `${base}/${word}`]));
}

/** A repository as somebody sees it who may push to it, or not. */
export function repositoryAt(
  fullName: string,
  { canPush, isArchived }: { readonly canPush: boolean; readonly isArchived: boolean },
) {
  const [owner = "", name = ""] = fullName.split("/");
  const url = `${api}/repos/${fullName}`;
  return {
    ...{ id: 1, node_id: "MDEwOlJlcG9zaXRvcnkx", name, full_name: fullName, url, owner: simpleUser(owner) },
    ...{ private: true, fork: false, archived: isArchived, disabled: false, description: null, homepage: null },
    ...urls(
      url,
      `archive assignees blobs branches collaborators comments commits compare contents contributors deployments
      downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges
      milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees`.replace(
        /\s+/g,
        " ",
      ),
    ),
    html_url: `https://github.com/${fullName}`,
    clone_url: `https://github.com/${fullName}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    svn_url: `https://github.com/${fullName}`,
    mirror_url: null,
    ...{ default_branch: "main", language: null, license: null, size: 1, visibility: "private" },
    ...{ has_issues: true, has_projects: true, has_wiki: true, has_pages: false, has_downloads: true },
    ...{ has_discussions: false, network_count: 0, subscribers_count: 0, stargazers_count: 0, watchers_count: 0 },
    ...{ forks: 0, forks_count: 0, open_issues: 0, open_issues_count: 0, watchers: 0 },
    ...{ created_at: createdAt, updated_at: createdAt, pushed_at: createdAt },
    permissions: { admin: false, maintain: false, push: canPush, triage: canPush, pull: true },
  };
}

/** An environment without rules. */
export function environmentAt(name: string) {
  const url = `${api}/repos/acme/web/environments/${encodeURIComponent(name)}`;
  const html = `https://github.com/acme/web/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`;
  return {
    ...{ id: 1, node_id: "MDExOkVudmlyb25tZW50MQ==", name, url, html_url: html },
    ...{ created_at: createdAt, updated_at: createdAt, protection_rules: [], deployment_branch_policy: null },
  };
}
