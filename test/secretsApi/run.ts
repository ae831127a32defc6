import type { Target } from "./caller";
import { Unreachable } from "./caller";
import { requirements } from "./requirements/index";
import { createService, NotOffered, Unmet } from "./service";
import type { Service } from "./service";

/** What became of one requirement; `why` is a sentence without any piece of what was sent or answered. */
export interface Finding {
  readonly outcome: "met" | "unmet" | "notOffered";
  readonly sentence: string;
  readonly why?: string;
}

/** What is looked at, and with what. */
export interface Run extends Target {
  /** A token that may only read. */
  readonly readerToken?: string;
  /** Gives up between two requirements; what was created is deleted all the same. */
  readonly signal?: AbortSignal;
  /** Hears of every finding at once. */
  readonly report?: (finding: Finding) => void;
}

/** Holds a service to every requirement, and deletes whatever that created. */
export async function checkService({ readerToken, signal, report, ...target }: Run): Promise<readonly Finding[]> {
  const service = createService(target, readerToken);
  const findings: Finding[] = [];
  const add = (finding: Finding): void => {
    findings.push(finding);
    report?.(finding);
  };
  await expectWriter(service);
  try {
    for (const { sentence, check } of requirements) {
      if (signal?.aborted === true) break;
      add(await findingOf(sentence, () => check(service)));
    }
  } finally {
    add(await findingOf("deletes everything that was created here", () => expectNothingLeft(service)));
  }
  for (const [sentence, offences] of overall(service)) add(await findingOf(sentence, () => expectNone(offences)));
  return findings;
}

/** Without a token that may write nothing can be found out: that says nothing about the service. */
async function expectWriter({ call }: Service): Promise<void> {
  const { status, body } = await call("GET /v1/me");
  if (status === 401) throw new Unreachable("The service does not accept this token.");
  if (status === 200 && body?.["canWrite"] === false)
    throw new Unreachable("This token may not write: GET /v1/me says so. Give one that may.");
}

async function findingOf(sentence: string, check: () => Promise<void>): Promise<Finding> {
  try {
    await check();
    return { outcome: "met", sentence };
  } catch (error) {
    if (error instanceof NotOffered) return { outcome: "notOffered", sentence, why: error.message };
    if (error instanceof Unmet || error instanceof Unreachable)
      return { outcome: "unmet", sentence, why: error.message };
    throw error;
  }
}

async function expectNothingLeft({ cleanUp }: Service): Promise<void> {
  await expectNone(new Set((await cleanUp()).map((path) => `${path} is still there`)));
}

/** What holds for every answer that there was. */
function overall({ count, undocumented, redirects, leaks }: Service): readonly [string, ReadonlySet<string>][] {
  return [
    ["answers as openapi.json says, in status, headers, type and fields", undocumented],
    ["answers by itself, and redirects nowhere", redirects],
    [`sends no value and no token back: ${count()} answers were looked through`, leaks],
  ];
}

function expectNone(offences: ReadonlySet<string>): Promise<void> {
  if (offences.size === 0) return Promise.resolve();
  return Promise.reject(new Unmet([...offences].join("; ")));
}
