import assert from "node:assert/strict";
import { hover, hoverOff } from "../../driver/hover";
import * as textEditor from "../../driver/textEditor";
import type { Session } from "../session";

/** Names while one types and looks at code. */
export function typeReferences(session: Session): void {
  it("completes names behind process.env.", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/agent.ts");
    await textEditor.goTo(page, 11, 80);
    await textEditor.type(page, "\n");
    const items = await textEditor.suggestions(page, "const key = process.env.");
    const labels = items.map(({ label }) => label);
    assert.ok(labels.includes("OPENAI_API_KEY") && labels.includes("STRIPE_KEY"), labels.join(" "));
    await textEditor.type(page, "STRIPE");
    const details = await textEditor.suggestionDetails(page);
    assert.match(details, /not set in development, required in app\.yaml/);
    assert.match(details, /Looks up what a customer has paid/);
    await session.picture("complete-accessor");
    await textEditor.acceptSuggestion(page, "STRIPE_KEY");
    assert.match(await textEditor.text(page), /const key = process\.env\.STRIPE_KEY$/m);
    await textEditor.revert(page);
  });

  it("completes <NAME> and <secret>NAME</secret> behind <", async () => {
    const page = session.page();
    await textEditor.openFile(page, "prompts/system.md");
    await textEditor.goTo(page, 5, 200);
    const items = await textEditor.suggestions(page, " See <");
    const labels = items.map(({ label }) => label);
    assert.ok(labels.includes("<STRIPE_KEY>"), labels.join(" "));
    await session.picture("complete-inline");
    await textEditor.type(page, "secret>SE");
    await textEditor.acceptSuggestion(page, "SENTRY_DSN");
    assert.match(await textEditor.text(page), /See <secret>SENTRY_DSN<\/secret>/);
    await textEditor.revert(page);
  });

  it("tells in a hover what is known of a name", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/agent.ts");
    const texts = (await hover(page, "OPENAI_API_KEY")).join("\n");
    assert.match(texts, /required in app\.yaml/);
    assert.match(texts, /Writes the answers/);
    assert.match(texts, /development\s+not set/);
    await session.picture("hover");
    await hoverOff(page);
  });
}
