import type { SecretRow, Snapshot } from "../../shared/protocol";
import type { Environment, Secret } from "../../shared/secret";
import { storedState } from "../../shared/secret";
import type { CatalogState } from "../catalog";
import { isElsewhere } from "../analysis/knowledge";
import type { Declaration } from "../manifests/manifest";
import { accountName } from "./accountName";
import type { Parts } from "./feature";

/** Everything the tree and the status bar show, as of now. */
export function snapshotOf(
  { accounts, declarations, spared }: Pick<Parts, "accounts" | "declarations" | "spared">,
  folder?: string,
): Snapshot {
  const { account, environment, state, catalog } = accounts.at(folder);
  const manifests = declarations.all().filter(({ uri }) => accounts.isSame(uri, folder));
  const isAsked = (declaration: Declaration, environmentName: string): boolean =>
    declaration.required &&
    !isElsewhere(declaration, { environmentName }) &&
    (declaration.explicit || !spared.isSpared(declaration.name));
  const declared = declaredNames(manifests, isAsked);
  const names = [...new Set([...declared.keys(), ...state.secrets.keys()])].sort();
  return {
    ...(folder === undefined ? {} : { folder }),
    account,
    accountName: accountName(account),
    identity: state.identity,
    environment: environment.id,
    environments: state.environments,
    status: state.status,
    can: catalog?.abilities,
    notice: state.notice,
    checkedAt: state.checkedAt,
    hasManifest: manifests.some(({ inForce }) => inForce.governs),
    rows: names.map((name) => rowFor(name, { state, environment, declaration: declared.get(name) })),
  };
}

interface DeclaredName {
  readonly isRequiredIn: (environmentName: string) => boolean;
  /** Whether some manifest that has it is about one stage alone. */
  readonly isStaged: boolean;
  readonly description: string;
}

/**
 * Over all manifests of the workspace: a name that any of them requires is required, unless that is about another stage, or only
 * shows it and the code does without.
 */
function declaredNames(
  manifests: ReturnType<Parts["declarations"]["all"]>,
  isAsked: (declaration: Declaration, environmentName: string) => boolean,
): ReadonlyMap<string, DeclaredName> {
  const names = new Map<string, DeclaredName>();
  for (const declaration of manifests.flatMap(({ inForce }) => inForce.declarations)) {
    const { name, description, stage } = declaration;
    const known = names.get(name);
    names.set(name, {
      isRequiredIn: (environmentName) =>
        isAsked(declaration, environmentName) || known?.isRequiredIn(environmentName) === true,
      isStaged: stage !== undefined || known?.isStaged === true,
      description: known === undefined || known.description === "" ? description : known.description,
    });
  }
  return names;
}

interface RowContext {
  readonly state: CatalogState;
  readonly environment: Environment;
  readonly declaration: DeclaredName | undefined;
}

function rowFor(name: string, { state, environment, declaration }: RowContext): SecretRow {
  const secret = state.secrets.get(name);
  return {
    name,
    description:
      secret?.description === undefined || secret.description === ""
        ? (declaration?.description ?? "")
        : secret.description,
    type: secret?.type ?? "",
    visibility: secret?.visibility ?? "masked",
    managed: secret?.managed ?? false,
    stored: storedIn(secret, environment.id, state),
    hasDefault: secret?.hasDefault ?? false,
    environments: secret?.environments ?? [],
    declared: declaration === undefined ? "no" : declaration.isRequiredIn(environment.name) ? "required" : "optional",
    ...(declaration?.isStaged === true && {
      requiredIn: state.environments.filter((each) => declaration.isRequiredIn(each.name)).map(({ id }) => id),
    }),
    updatedAt: secret?.updatedAt ?? "",
    etag: secret?.etag ?? "",
  };
}

function storedIn(secret: Secret | undefined, environment: string, { status }: CatalogState): SecretRow["stored"] {
  const state = secret === undefined ? "missing" : storedState(secret, environment);
  return state === "missing" && status.kind !== "complete" ? "unknown" : state;
}
