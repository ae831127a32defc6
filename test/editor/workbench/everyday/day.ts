import assert from "node:assert/strict";
import type { Session } from "../session";
import { changeSecrets } from "./changeSecrets";
import { fillTheFirst } from "./fillTheFirst";
import { insertReferences } from "./insertReferences";
import { lookAround } from "./lookAround";
import { seeTheWhole } from "./seeTheWhole";
import { switchEnvironments } from "./switchEnvironments";
import { typeReferences } from "./typeReferences";

/**
 * What a user does on an ordinary day, against whichever account is active. It begins with an account that holds nothing,
 * and each test continues where the last one ended.
 */
export function everydayUse(session: Session, account: () => string): void {
  lookAround(session, account);
  typeReferences(session);
  fillTheFirst(session);
  changeSecrets(session);
  insertReferences(session);
  switchEnvironments(session, account);
  seeTheWhole(session, account);

  it("has not reloaded the window, and has asked nobody but this machine", () => {
    assert.equal(session.workbench().loads(), 1);
    assert.deepEqual(session.workbench().outsideRequests, []);
  });
}
