import { everydayUse } from "./everyday/day";
import { openForSuite } from "./session";

describe("the embedded account", () => {
  everydayUse(openForSuite("embedded"), () => "Embedded store");
});
