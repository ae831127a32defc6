/** Every id that both `package.json` and the code spell, so that a test can hold one to the other. */

/** What all commands, settings and views start with. */
export const prefix = "inlineSecrets";

/** The view container in the activity bar. */
export const viewContainerId = "inlineSecrets";

/** The tree in it. */
export const viewId = "inlineSecrets.secrets";

/** The item in the status bar. */
export const statusId = "inlineSecrets.status";

/** What `package.json` can ask for in its `when` clauses. */
export const contextKeys = {
  /** The account is known to hold no name, and none is declared. */
  empty: "inlineSecrets.empty",
} as const;

/** Commands that the user can run, by what they do. */
export const commandIds = {
  add: "inlineSecrets.add",
  set: "inlineSecrets.set",
  setMissing: "inlineSecrets.setMissing",
  copyValue: "inlineSecrets.copyValue",
  edit: "inlineSecrets.edit",
  delete: "inlineSecrets.delete",
  refresh: "inlineSecrets.refresh",
  insertReference: "inlineSecrets.insertReference",
  copyName: "inlineSecrets.copyName",
  copyReference: "inlineSecrets.copyReference",
  ignore: "inlineSecrets.ignore",
  findReferences: "inlineSecrets.findReferences",
  selectEnvironment: "inlineSecrets.selectEnvironment",
  addEnvironment: "inlineSecrets.addEnvironment",
  deleteEnvironment: "inlineSecrets.deleteEnvironment",
  connect: "inlineSecrets.connect",
  signOut: "inlineSecrets.signOut",
  createManifest: "inlineSecrets.createManifest",
  showCoverage: "inlineSecrets.showCoverage",
  copyCoverage: "inlineSecrets.copyCoverage",
  checkBeforeRunning: "inlineSecrets.checkBeforeRunning",
  showLog: "inlineSecrets.showLog",
} as const;

/** Behind a row of the tree: one of the editor's own would be dimmed where the editor draws it before it knows of trust. */
export const manageTrustId = "inlineSecrets.manageTrust";

/** What our sign-ins are grouped under in the editor's Accounts menu. */
export const authenticationId = "inlineSecrets";
