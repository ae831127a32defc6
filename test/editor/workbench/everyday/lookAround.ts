import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { filterProblems, waitForProblems } from "../../driver/problems";
import { statusItem } from "../../driver/statusBar";
import * as textEditor from "../../driver/textEditor";
import { openSecrets, rowTexts, waitForRow } from "../secretsView";
import type { Session } from "../session";

/** What there is to see before anything is stored. */
export function lookAround(session: Session, account: () => string): void {
  it("shows the names that the manifests ask for, the missing ones first", async () => {
    await openSecrets(session.page());
    // Until the account has answered, the tree shows the one before it, or that it is loading.
    await waitForRow(session.page(), account(), /^development$/);
    await waitForRow(session.page(), "OPENAI_API_KEY", /^missing$/);
    const rows = await rowTexts(session.page());
    assert.equal(rows[0], `${account()}: development`);
    assert.equal(
      rows.findIndex((row) => row.endsWith("missing")),
      1,
    );
    assert.ok(rows.includes("SENTRY_DSN: not set, optional"), rows.join("\n"));
    await session.picture("tree");
  });

  it("says in the status bar which account and environment are active, and what is missing", async () => {
    const item = await statusItem(session.page(), new RegExp(`${account()} · development`));
    assert.match(item.text, /\d missing/);
  });

  it("lists undeclared and missing names in Problems, and no placeholder", async () => {
    const page = session.page();
    await textEditor.openFile(page, "prompts/system.md");
    await textEditor.openFile(page, "src/agent.ts");
    await problemsOf(page, "agent.ts", [
      notSet("OPENAI_API_KEY"),
      /^OPENAI_API_KY is not declared in app\.yaml\. Did you mean OPENAI_API_KEY\?$/,
      notSet("SLACK_TOKEN"),
      /^SUPPORT_CHANNEL_ID is not declared in app\.yaml\.$/,
    ]);
    await problemsOf(page, "system.md", [
      notSet("STRIPE_KEY"),
      notSet("SLACK_TOKEN"),
      notSet("OPENAI_API_KEY"),
      /^OPENAI_API_KEYS is not declared in app\.yaml\. Did you mean OPENAI_API_KEY\?$/,
    ]);
    await filterProblems(page, "");
    await session.picture("problems");
  });
}

/** Of an account that is not at hand, it is also said which one was asked, and when. */
function notSet(name: string): RegExp {
  return new RegExp(
    `^${name} is required by app\\.yaml, but not set in (.+ › )?development(, checked (on \\S+ )?at \\d\\d:\\d\\d)?\\.$`,
  );
}

/** Waits until a file has these problems, and makes sure that nothing is said about what nobody has to declare. */
async function problemsOf(page: Page, file: string, wanted: readonly RegExp[]): Promise<void> {
  await filterProblems(page, file);
  const rows = await waitForProblems(page, `the problems of ${file}`, (shown) =>
    wanted.every((pattern) => shown.some((row) => row.file === file && pattern.test(row.message))),
  );
  assert.deepEqual(
    rows.filter(({ message }) => /YOUR_NAME|LOG_LEVEL/.test(message)),
    [],
  );
}
