import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import { commandIds } from "../../../shared/ids";
import { until } from "../driver/wait";

describe("the packaged extension", () => {
  const extension = extensions.getExtension("inline-secrets.inline-secrets");

  it("is active by itself once the editor is up", async () => {
    assert.ok(extension);
    await until("the activation", () => extension.isActive);
  });

  it("registers every command that it contributes", async () => {
    const registered = await commands.getCommands(true);
    assert.deepEqual(
      Object.values(commandIds).filter((id) => !registered.includes(id)),
      [],
    );
  });

  it("exports nothing that another extension could ask", () => {
    assert.equal(extension?.exports, undefined);
  });
});
