import { setMissing as setMissingNames } from "../flows/setMissing";
import { writing } from "./writing";

/** Sets everything that is missing, one name after the other. */
export const setMissing = writing(async (parts) => {
  await setMissingNames({ ...parts, snapshot: await parts.snapshots.load() });
});
