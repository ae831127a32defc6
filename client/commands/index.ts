import type { commandIds } from "../../shared/ids";
import type { Command } from "../parts";
import { add } from "./add";
import { addEnvironment } from "./addEnvironment";
import { checkBeforeRunning } from "./checkBeforeRunning";
import { connect } from "./connect";
import { copyCoverage } from "./copyCoverage";
import { copyName } from "./copyName";
import { copyReference } from "./copyReference";
import { createManifest } from "./createManifest";
import { copyValue } from "./copyValue";
import { deleteCommand } from "./delete";
import { deleteEnvironment } from "./deleteEnvironment";
import { edit } from "./edit";
import { findReferences } from "./findReferences";
import { ignore } from "./ignore";
import { insertReference } from "./insertReference";
import { refresh } from "./refresh";
import { selectEnvironment } from "./selectEnvironment";
import { setMissing } from "./setMissing";
import { showCoverage } from "./showCoverage";
import { showLog } from "./showLog";
import { signOut } from "./signOut";

/** All commands, by the key of their id. `set` is what `add` is called at a name that is known already. */
export const commandList: Readonly<Record<keyof typeof commandIds, Command>> = {
  add,
  set: add,
  setMissing,
  copyValue,
  edit,
  delete: deleteCommand,
  refresh,
  insertReference,
  copyName,
  copyReference,
  ignore,
  findReferences,
  selectEnvironment,
  addEnvironment,
  deleteEnvironment,
  connect,
  signOut,
  createManifest,
  showCoverage,
  copyCoverage,
  checkBeforeRunning,
  showLog,
};
