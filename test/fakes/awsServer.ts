import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkSignature } from "./awsSignatureCheck";
import { startFakeServer } from "./fakeServer";
import type { FakeSecret, FakeService } from "./fakeService";

/** AWS as a test meets it: Secrets Manager in one region, its sign-in and its roles, all at one address. */
export interface AwsServer extends FakeService {
  /** What single sign-on knows: its tokens, its refresh tokens. */
  readonly signOn: { token: string; refreshToken: string };
  /** Keys that are accepted, by their ids. */
  readonly keys: Map<string, { readonly secret: string; readonly token: string }>;
  /** As if another service of AWS had made this secret, and looked after it. */
  readonly addOwned: (name: string, service: string) => void;
  /** The names in listings stay what they are now: "ListSecrets is eventually consistent". */
  readonly freezeListing: () => void;
  /** What is there under a whole name; also while it is scheduled for deletion. */
  readonly describe: (full: string) => StoredSecret | undefined;
}

/** A secret as the service keeps it here: without its value. */
export interface StoredSecret {
  readonly name: string;
  readonly description: string;
  readonly created: number;
  readonly changed: number;
  readonly deleted?: number;
  readonly owner?: string;
}

interface State {
  secrets: Map<string, StoredSecret>;
  frozen: readonly StoredSecret[] | undefined;
  rights: "write" | "read" | "nothing";
  clock: number;
}

const region = "eu-central-1";
const accessKey = { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** Starts AWS on loopback. It keeps names, and values nowhere but in `requests`. */
export async function startAws(seed: readonly FakeSecret[] = [], port = 0): Promise<AwsServer> {
  const state: State = { secrets: new Map(), frozen: undefined, rights: "write", clock: 1_767_225_600 };
  for (const { name, environments, description = "" } of seed)
    for (const environment of environments)
      add(state, environment === "/" ? name : `${environment}/${name}`, description);
  const keys = new Map([[accessKey.id, { secret: accessKey.secret, token: "" }]]);
  const signOn = { token: "token-of-the-sign-on", refreshToken: "refresh-of-the-sign-on" };
  const server = await startFakeServer(
    async (request) => signOnAnswer(request, signOn, keys) ?? (await signedAnswer(request, state, keys)),
    port,
  );
  return {
    account: { provider: "awsSecretsManager", endpoint: server.url },
    credential: { kind: "client", clientId: accessKey.id, clientSecret: accessKey.secret },
    environments: ["prod", "dev"],
    faults: server.faults,
    requests: server.requests,
    names: () => namesIn(state),
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      keys.clear();
    },
    signOn,
    keys,
    addOwned: (name, owner) => {
      add(state, name, "", owner);
    },
    freezeListing: () => {
      state.frozen = [...state.secrets.values()];
    },
    describe: (full) => state.secrets.get(full),
    stop: server.stop,
  };
}

function add(state: State, name: string, description: string, owner?: string): void {
  const created = ++state.clock + 0.25;
  const secret = { name, description, created, changed: created, ...(owner === undefined ? {} : { owner }) };
  state.secrets.set(name, secret);
}

function namesIn({ secrets }: State): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name: full, deleted } of secrets.values()) {
    if (deleted !== undefined) continue;
    const end = full.lastIndexOf("/");
    const name = full.slice(end + 1);
    names.set(name, [...(names.get(name) ?? []), end < 0 ? "/" : full.slice(0, end)]);
  }
  return names;
}

type Body = Readonly<Record<string, unknown>>;

/** The two services that are asked without a signature. */
function signOnAnswer(request: Request, signOn: AwsServer["signOn"], keys: AwsServer["keys"]) {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/federation/credentials") {
    if (request.headers.get("x-amz-sso_bearer_token") !== signOn.token)
      return error("UnauthorizedException", "Session token not found or invalid", 401);
    if (searchParams.get("role_name") !== "Developer") return error("ForbiddenException", "No access", 403);
    keys.set("ASIASIGNON", { secret: "secret-of-the-sign-on", token: "session-of-the-sign-on" });
    const roleCredentials = {
      accessKeyId: "ASIASIGNON",
      secretAccessKey: "secret-of-the-sign-on",
      sessionToken: "session-of-the-sign-on",
      expiration: Date.now() + 3_600_000,
    };
    return Response.json({ roleCredentials });
  }
  return pathname === "/token" ? renewedToken(request, signOn) : undefined;
}

async function renewedToken(request: Request, signOn: AwsServer["signOn"]): Promise<Response> {
  const body = (await request.json()) as Body;
  if (body["grantType"] !== "refresh_token" || body["refreshToken"] !== signOn.refreshToken)
    return Response.json({ error: "invalid_grant", error_description: "Invalid refresh token" }, { status: 400 });
  Object.assign(signOn, { token: "token-renewed", refreshToken: "refresh-renewed" });
  return Response.json({ accessToken: signOn.token, expiresIn: 3600, refreshToken: signOn.refreshToken });
}

async function signedAnswer(request: Request, state: State, keys: AwsServer["keys"]): Promise<Response> {
  const text = await request.clone().text();
  const signature = await checkSignature(request, keys);
  if (signature.kind === "wrong") return error(signature.code, messages[signature.code] ?? "");
  if (signature.service === "sts") return assumedRole(new URLSearchParams(text), request, keys);
  const operation = request.headers.get("x-amz-target")?.replace(/^secretsmanager\./, "") ?? "";
  const answer = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (answer === undefined || request.headers.get("content-type") !== jsonType)
    return error("UnknownOperationException", "");
  const isAllowed = state.rights === "write" || (state.rights === "read" && operation === "ListSecrets");
  if (!isAllowed)
    return error(
      "AccessDeniedException",
      `User: arn:aws:iam::111122223333:user/tester is not authorized to perform: secretsmanager:${operation}`,
    );
  state.clock++;
  return answer(JSON.parse(text) as Body, state);
}

/** Roles answer in XML, and in JSON to whoever wants that. */
function assumedRole(form: URLSearchParams, request: Request, keys: AwsServer["keys"]): Response {
  if (form.get("Action") !== "AssumeRole" || form.get("RoleArn") !== "arn:aws:iam::111122223333:role/deployer")
    return Response.json(
      { Error: { Code: "AccessDenied", Message: "Not authorized to perform: sts:AssumeRole" } },
      { status: 403 },
    );
  keys.set("ASIAROLE", { secret: "secret-of-the-role", token: "session-of-the-role" });
  const given = { AccessKeyId: "ASIAROLE", SecretAccessKey: "secret-of-the-role", SessionToken: "session-of-the-role" };
  const ends = Math.floor(Date.now() / 1000) + 3600;
  if (request.headers.get("accept") === "application/json") {
    const Credentials = { ...given, Expiration: ends };
    return Response.json({ AssumeRoleResponse: { AssumeRoleResult: { Credentials } } });
  }
  const tags = Object.entries({ ...given, Expiration: new Date(ends * 1000).toISOString() });
  const xml = tags.map(([tag, text]) => `<${tag}>${text}</${tag}>`).join("");
  return new Response(
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${xml}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    { headers: { "content-type": "text/xml" } },
  );
}

const jsonType = "application/x-amz-json-1.1";

function answered(body: Body, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": jsonType } });
}

function error(type: string, message: string, status = 400): Response {
  return answered({ __type: type, Message: message, message }, status);
}

const messages: Readonly<Record<string, string>> = {
  UnrecognizedClientException: "The security token included in the request is invalid.",
  InvalidSignatureException: "The request signature we calculated does not match the signature you provided.",
  MissingAuthenticationTokenException: "Missing Authentication Token",
};

const operations: Readonly<Record<string, (body: Body, state: State) => Response>> = {
  ListSecrets: listSecrets,
  CreateSecret: (body, state) => {
    const name = textIn(body, "Name");
    if (!/^[A-Za-z0-9/_+=.@!-]{1,512}$/.test(name))
      return error(
        "ValidationException",
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
      );
    if (textIn(body, "ClientRequestToken").length < 32)
      return error("InvalidParameterException", "You must provide a ClientRequestToken value.");
    const tooLarge = valueTooLarge(body);
    if (tooLarge !== undefined) return tooLarge;
    const before = state.secrets.get(name);
    if (before?.deleted !== undefined)
      return error(
        "InvalidRequestException",
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    if (before !== undefined)
      return error("ResourceExistsException", `The operation failed because the secret ${name} already exists.`);
    add(state, name, textIn(body, "Description"));
    return answered({ ARN: arnOf(name), Name: name, VersionId: textIn(body, "ClientRequestToken") });
  },
  PutSecretValue: (body, state) => changed(body, state, { isValueNeeded: true }),
  UpdateSecret: (body, state) => changed(body, state, { isValueNeeded: false }),
  DeleteSecret: (body, state) => {
    const secret = found(body, state);
    if (secret === undefined) return notFound();
    const deleted = state.clock;
    state.secrets.set(secret.name, { ...secret, deleted });
    return answered({ ARN: arnOf(secret.name), Name: secret.name, DeletionDate: deleted + 30 * 86_400 });
  },
  RestoreSecret: (body, state) => {
    const secret = found(body, state);
    if (secret === undefined) return notFound();
    const { name, description, created, changed: at } = secret;
    state.secrets.set(name, { name, description, created, changed: at });
    return answered({ ARN: arnOf(name), Name: name });
  },
};

function notFound(): Response {
  return error("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

function listSecrets(body: Body, state: State): Response {
  const { MaxResults: size = 100, NextToken: token, Filters: filters, IncludePlannedDeletion: all } = body;
  if (typeof size !== "number" || size < 1 || size > 100)
    return error("InvalidParameterException", "MaxResults must be between 1 and 100.");
  const start = token === undefined ? 0 : Number(/^after-(\d+)$/.exec(textIn(body, "NextToken"))?.[1] ?? NaN);
  if (Number.isNaN(start)) return error("InvalidNextTokenException", "The NextToken value is invalid.");
  const [filter] = (filters ?? []) as readonly { readonly Key: string; readonly Values: readonly string[] }[];
  const names = filter?.Key === "name" ? filter.Values : [""];
  const secrets = (state.frozen ?? [...state.secrets.values()]).filter(
    ({ name, deleted }) => (all === true || deleted === undefined) && names.some((prefix) => name.startsWith(prefix)),
  );
  const end = start + size;
  return answered({
    SecretList: secrets.slice(start, end).map(listed),
    ...(end < secrets.length ? { NextToken: `after-${end}` } : {}),
  });
}

/** As the service tells of a secret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_SecretListEntry.html */
function listed({ name, description, created, changed: at, deleted, owner }: StoredSecret): Body {
  return {
    ARN: arnOf(name),
    Name: name,
    ...(description === "" ? {} : { Description: description }),
    CreatedDate: created,
    LastChangedDate: at,
    ...(deleted === undefined ? {} : { DeletedDate: deleted }),
    ...(owner === undefined ? {} : { OwningService: owner }),
    SecretVersionsToStages: { "a1b2c3d4-5678-90ab-cdef-000000000000": ["AWSCURRENT"] },
    Tags: [],
  };
}

function changed(body: Body, state: State, { isValueNeeded }: { readonly isValueNeeded: boolean }): Response {
  const secret = found(body, state);
  if (secret === undefined) return notFound();
  if (secret.deleted !== undefined)
    return error(
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  if (isValueNeeded && typeof body["SecretString"] !== "string")
    return error("InvalidParameterException", "You must provide either SecretString or SecretBinary.");
  const tooLarge = valueTooLarge(body);
  if (tooLarge !== undefined) return tooLarge;
  const description = body["Description"];
  const next = { ...secret, ...(typeof description === "string" ? { description } : {}), changed: state.clock + 0.5 };
  state.secrets.set(secret.name, next);
  return answered({ ARN: arnOf(secret.name), Name: secret.name, VersionId: body["ClientRequestToken"] ?? null });
}

function valueTooLarge(body: Body): Response | undefined {
  if (Buffer.byteLength(textIn(body, "SecretString")) <= 65_536) return undefined;
  return error(
    "ValidationException",
    "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
  );
}

function found(body: Body, { secrets }: State): StoredSecret | undefined {
  return secrets.get(textIn(body, "SecretId"));
}

function textIn(body: Body, key: string): string {
  const text = body[key];
  return typeof text === "string" ? text : "";
}

function arnOf(name: string): string {
  return `arn:aws:secretsmanager:${region}:111122223333:secret:${name}-AbCdEf`;
}

const sample: readonly FakeSecret[] = [
  { name: "DATABASE_URL", environments: ["prod", "dev"], description: "The main database" },
  { name: "STRIPE_KEY", environments: ["prod"], description: "Payments" },
  { name: "SENTRY_DSN", environments: ["/"] },
];

// By hand: npx tsx test/fakes/awsServer.ts --port 8790
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  void startAws(sample, Number(values.port ?? 8790)).then(({ account }) => {
    console.log(`AWS Secrets Manager listens at ${account.endpoint} and knows one access key:`);
    console.log(`${accessKey.id}, ${accessKey.secret}`);
  });
}
