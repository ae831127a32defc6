/** Who a token belongs to, as GitHub tells it. */
export function publicUser() {
  return { login: "octocat" };
}
export function repositoryAt(
  name: string,
  { canPush, isArchived }: { readonly canPush: boolean; readonly isArchived: boolean },
) {
  return { full_name: name, archived: isArchived, permissions: { admin: false, push: canPush, pull: true } };
}
export function environmentAt(name: string) {
  return { name };
}
