// A whole service that speaks the Secrets API, without any package: SECRETS_API_TOKEN=… node secretsApiServer.mjs
// It forgets values at once: in yours, `handOn` gives them to whatever runs with them.
/* global Buffer, Response */
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";

const environments = ["production", "development"];
const secrets = new Map(); // by name, what is told of each
const handOn = () => undefined; // (name, environments, value): without a value there is none any more

/** Throws a refusal as it goes over the wire. It quotes nothing of what was sent. */
function refuse(status, code, detail, pointer) {
  const body = { type: `urn:secrets-api:problem:${code}`, title: code, status, detail };
  const headers = { "content-type": "application/problem+json", "www-authenticate": "Bearer" };
  throw { status, headers, body: pointer === undefined ? body : { ...body, errors: [{ pointer, detail }] } };
}
const invalid = (pointer, detail) => refuse(422, "invalid", detail, pointer);
const missing = () => refuse(404, "not-found", "There is no such secret or value.");

/** What each field of a body has to be. */
const fields = {
  value: [(text) => typeof text === "string" && text.isWellFormed() && text !== "", "A text that is not empty."],
  environments: [(ids) => Array.isArray(ids) && ids[0] && ids.every((id) => environments.includes(id)), "Ids of some."],
  description: [(text) => typeof text === "string" && [...text].length <= 1000, "At most 1000 characters."],
  visibility: [(word) => word === "masked" || word === "restricted", "Either masked or restricted."],
  type: [(word) => typeof word === "string" && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(word), "A short word."],
};
function check(body, ...required) {
  const keys = typeof body === "object" && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
  if (keys.length === 0 || !keys.every((key) => Object.hasOwn(fields, key)))
    invalid("", "An object with what is known here.");
  // This service has no default values; where there are some, a value without environments is one.
  const together = keys.some((key) => key === "value" || key === "environments") ? ["value", "environments"] : required;
  for (const key of [...together, ...keys]) if (!fields[key][0](body[key])) invalid(`/${key}`, fields[key][1]);
  if (Buffer.byteLength(body.value ?? "") > 65_536) refuse(413, "too-large", "A value has at most 65536 bytes.");
}

/** The secret as it is, provided that it is the version that the write is meant for. */
function held(name, { "if-match": match, "if-none-match": noneMatch }) {
  const secret = secrets.get(name);
  const isNamed = (tags) => secret !== undefined && (tags === "*" || tags.split(/ *, */).includes(secret.etag));
  if ((match !== undefined && !isNamed(match)) || (noneMatch !== undefined && isNamed(noneMatch)))
    refuse(412, "changed-meanwhile", "The secret is not as it was expected.");
  return secret;
}
function store(changed) {
  const now = new Date().toISOString();
  const secret = { createdAt: now, ...changed, etag: `"${randomUUID()}"`, updatedAt: now };
  return secrets.set(secret.name, secret) && secret;
}
const tell = (body, status = 200, headers = {}) => ({ status, headers: { etag: body.etag, ...headers }, body });

const operations = {
  "GET me": () => ({ status: 200, body: { name: "you", project: "example", canWrite: true } }),
  "GET environments": () => ({
    status: 200,
    body: { items: environments.map((id) => ({ id, name: id })), nextCursor: null },
  }),
  "GET secrets": ({ name, query }) => {
    if (name !== "") return tell(secrets.get(name) ?? missing());
    const [limit, cursor] = [Number(query.get("limit") ?? 100), query.get("cursor") ?? "after:"];
    if (!Number.isInteger(limit) || limit < 1 || limit > 200) invalid("/limit", "A number from 1 to 200.");
    if (!cursor.startsWith("after:")) invalid("/cursor", "One that was given out here.");
    const names = [...secrets.keys()].filter((other) => other > cursor.slice(6)).sort();
    const items = names.slice(0, limit).map((other) => secrets.get(other));
    return { status: 200, body: { items, nextCursor: names.length > limit ? `after:${items.at(-1).name}` : null } };
  },
  "PUT secrets": ({ name, headers, body }) => {
    if (!/^[A-Za-z_]\w{0,255}$/.test(name)) invalid("/name", "Letters, digits and underscores.");
    check(body, "value");
    const old = held(name, headers);
    if (old && headers["if-match"] === undefined) refuse(409, "already-exists", "There is such a secret already.");
    const { value, ...told } = { description: "", type: "secret", visibility: "masked", ...body };
    handOn(name, told.environments, value);
    const secret = store({ ...old, ...told, name, managed: false, hasDefault: false });
    return old ? tell(secret) : tell(secret, 201, { location: `/v1/secrets/${name}` });
  },
  "PATCH secrets": ({ name, headers, body }) => {
    check(body);
    const old = held(name, headers) ?? missing();
    const { value, environments: more = [], ...told } = body;
    handOn(name, more, value);
    return tell(store({ ...old, ...told, environments: [...new Set([...old.environments, ...more])] }));
  },
  "DELETE secrets": ({ name, headers, query }) => {
    const [old, one] = [held(name, headers) ?? missing(), query.get("environment")];
    const rest = old.environments.filter((environment) => one !== null && environment !== one);
    if (rest.length === old.environments.length) missing();
    handOn(name, one === null ? old.environments : [one]);
    if (store({ ...old, environments: rest }).environments.length === 0) secrets.delete(name);
    return { status: 204 };
  },
};

const { SECRETS_API_TOKEN: token = "", PORT: port = 8787 } = process.env;
const digest = (text) => createHash("sha256").update(text).digest("hex");
async function answerTo({ url, method, headers }, text) {
  const { pathname, searchParams: query } = new URL(url, "http://service");
  const [, collection = "", name = ""] = /^\/v1\/(\w+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  if (digest(headers.authorization ?? "") !== digest(`Bearer ${token}`)) refuse(401, "unauthorized", "Who are you?");
  if (collection === "environments" && method !== "GET") refuse(403, "forbidden", "These are settled.");
  const body = await new Response(text).json().catch(() => undefined); // what is no JSON is refused like nothing
  return (operations[`${method} ${collection}`] ?? missing)({ name, query, headers, body });
}
createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) if (text.length <= 1_048_576) text += chunk;
  const refused = (error) => (error.status ? error : refuse(500, "storage", "It did not work."));
  const { status, headers, body } = await answerTo(request, text).catch(refused).catch(refused);
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(body && JSON.stringify(body));
}).listen(Number(port), "127.0.0.1");
