import assert from "node:assert/strict";
import { accountSection, settingsIn, settingsOfWorkspace } from "../../../client/accounts/writtenSettings";

describe("A file of settings", () => {
  it("is read with its comments, and with commas that JSON does not have", () => {
    const text = `// of "everybody"
{
  "a": "https://x.example.com/*no comment*/", /* one
  of two lines */
  "b": ["\\\\", "say \\"//\\" and ,}",],
}
`;
    assert.deepEqual(settingsIn(text), { a: "https://x.example.com/*no comment*/", b: ["\\", 'say "//" and ,}'] });
  });

  it("says nothing where it cannot be read", () => {
    for (const text of ["", "{", "null", "3", '{"a": "', "/* {} ", '{ a: "b" }'])
      assert.deepEqual(settingsIn(text), {});
  });

  it("takes no longer than it is long, whatever is not closed in it", () => {
    // What looked again at the rest for each of them would not come to an end before the test is given up.
    for (const text of ['\\"', "/*", '"', ", ", "//"]) assert.deepEqual(settingsIn(text.repeat(200_000)), {});
  });

  it("names an account, which a folder may name in another way than the workspace", () => {
    const workspace = settingsOfWorkspace(
      '{ "folders": [], "settings": { "inlineSecrets.account.provider": "vault", "inlineSecrets.codeLens": false } }',
    );
    const folder = { "inlineSecrets.account.provider": "infisical", "inlineSecrets.account.address": "https://x.test" };
    assert.deepEqual(accountSection(workspace), { account: { provider: "vault" } });
    assert.deepEqual(accountSection(workspace, folder), {
      account: { provider: "infisical", address: "https://x.test" },
    });
    assert.deepEqual(settingsOfWorkspace("{}"), {});
  });

  it("names an account in any way that the editor takes for it", () => {
    const doppler = { account: { provider: "doppler", environment: "prd" } };
    for (const settings of [
      { "inlineSecrets.account": { provider: "doppler", environment: "prd" } },
      { inlineSecrets: { account: { provider: "doppler", environment: "prd" }, ignore: [], codeLens: null } },
      { inlineSecrets: { "account.provider": "doppler", "account.environment": "prd" } },
    ])
      assert.deepEqual(accountSection(settings), doppler);
    assert.deepEqual(accountSection({ "inlineSecrets.accounts": { provider: "doppler" } }), { account: {} });
    const deep = settingsIn('{"inlineSecrets":'.repeat(50_000) + "{}" + "}".repeat(50_000));
    assert.deepEqual(accountSection(deep), { account: {} });
  });

  it("names an account with a slip elsewhere in the file, which the editor reads over", () => {
    const text = `{
  "editor.tabSize": 2
  "inlineSecrets.account.provider": "doppler", // "inlineSecrets.account.project": "old"
  "inlineSecrets.account.environment" : "prd"`;
    const doppler = { account: { provider: "doppler", environment: "prd" } };
    assert.deepEqual(accountSection(settingsIn(text)), doppler);
    assert.deepEqual(accountSection(settingsOfWorkspace(`{ "folders": [], "settings": ${text}`)), doppler);
  });
});
