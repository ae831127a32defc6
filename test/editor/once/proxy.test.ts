import assert from "node:assert/strict";
import type { ProxyServer } from "../../fakes/proxyServer";
import { startProxy } from "../../fakes/proxyServer";
import { runCommand } from "../driver/commands";
import { dialog, pressInDialog } from "../driver/messages";
import * as quickInput from "../driver/quickInput";
import { openForSuite } from "../workbench/session";
import { openSecrets } from "../workbench/secretsView";

describe("the proxy of VS Code's settings", () => {
  const session = openForSuite("proxy");
  let proxy: ProxyServer;

  before(async () => {
    proxy = await startProxy({ refuses: 407 });
  });
  after(() => proxy.stop());

  it("is what services are asked through, and what it has against it is said", async () => {
    await session.workbench().reloadWith({ "http.proxy": proxy.url.replace("://", "://ada:pass-word@") });
    const page = session.page();
    await openSecrets(page);
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "Secrets API");
    await quickInput.message(page, /Endpoint of the Secrets API/);
    await quickInput.accept(page, "https://secrets.test");
    await quickInput.message(page, /Token/);
    await quickInput.accept(page, "token-of-the-tests");
    const { detail } = await dialog(page);
    assert.match(detail, /secrets\.test cannot be reached: the proxy wants a name and a password/);
    assert.doesNotMatch(detail, /pass-word/);
    await session.picture("refused");
    await pressInDialog(page, "Cancel");
    assert.deepEqual(new Set(proxy.targets), new Set(["secrets.test:443"]));
    assert.deepEqual(new Set(proxy.authorizations), new Set([`Basic ${btoa("ada:pass-word")}`]));
  });
});
