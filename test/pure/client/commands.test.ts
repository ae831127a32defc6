import assert from "node:assert/strict";
import { commandList } from "../../../client/commands/index";
import type { Insertion } from "../../../client/editor";
import type { Parts } from "../../../client/parts";
import type { Account } from "../../../shared/account";
import { failed, ok } from "../../../shared/failure";
import {
  addEnvironmentRequest,
  checkNameRequest,
  deleteEnvironmentRequest,
  deleteRequest,
  selectEnvironmentNotification,
  updateRequest,
  usageRequest,
  usesRequest,
} from "../../../shared/protocol";
import type { SecretRow, Snapshot } from "../../../shared/protocol";
import { fakeAccounts } from "./accountFakes";
import { account, fakeServer, leave, row, scripted, snapshotOf } from "./fakes";
import { manifestDraftRequest } from "../../../shared/protocol";
import type { Scripted } from "./fakes";

interface Case {
  readonly rows?: readonly SecretRow[];
  /** What becomes of a reference that is inserted. */
  readonly insertion?: Insertion;
  readonly server?: Readonly<Record<string, (params: never) => unknown>>;
  /** The folders of the workspace. */
  readonly folders?: readonly string[];
  /** What comes of a file that is to be made. */
  readonly file?: "created" | "taken" | "refused";
  /** Whether the user cancels whatever takes a moment. */
  readonly impatient?: boolean;
  /** What comes into view while a question is open. */
  readonly later?: Snapshot;
  readonly environmentsAreFixed?: boolean;
  /** Why settings cannot be written. */
  readonly refusal?: string;
  /** Where nobody trusts the workspace, the account that counts. */
  readonly untrusted?: Account;
  /** The account that counts by the time a question is answered. */
  readonly meanwhile?: Account;
  /** The button of a notification that is pressed. */
  readonly press?: string;
}

/** Runs a command with what the editor passes to it, and tells what it did. */
async function run(
  key: keyof typeof commandList,
  argument: unknown,
  answers: readonly Scripted[],
  {
    rows = [row({ name: "API_KEY" }), row({ name: "OTHER", managed: true })],
    insertion = "inserted",
    server: replies = {},
    folders = ["web"],
    file = "created",
    impatient = false,
    later,
    environmentsAreFixed = false,
    refusal,
    untrusted,
    meanwhile,
    press,
  }: Case = {},
) {
  const script = scripted(answers, { impatient, ...(press === undefined ? {} : { press }) });
  const { server, sent } = fakeServer(replies);
  const did: string[] = [];
  const counts = untrusted ?? meanwhile;
  const { choices, active } = fakeAccounts(
    server,
    counts === undefined ? {} : { said: { "": { account: counts, environment: "" } } },
  );
  const { can } = snapshotOf([]);
  const snapshot = snapshotOf(rows, { can: can && { ...can, editEnvironments: !environmentsAreFixed } });
  const note = (what: string) => (given: unknown) => Promise.resolve(void did.push(`${what} ${JSON.stringify(given)}`));
  const parts: Partial<Parts> = {
    questions: script.questions,
    server: server as Parts["server"],
    choices,
    active,
    isTrusted: () => untrusted === undefined,
    snapshots: { load: () => Promise.resolve(snapshot), current: () => later ?? snapshot } as Parts["snapshots"],
    editor: {
      insertReference: async (name) => {
        if (insertion === "inserted") await note("inserted")(name);
        return insertion;
      },
      referenceText: (name) => Promise.resolve(`<${name}>`),
      copy: note("copied"),
      showProblems: () => note("showed")("problems"),
      manageTrust: () => note("showed")("trust"),
      ignoreName: (name) => (refusal === undefined ? note("ignored")(name) : Promise.resolve(refusal)),
      showReferences: note("showed"),
      shareSettings: note("shared"),
      workspaceFolders: () => folders.map((name) => ({ name, uri: `file:///${name}` })),
      createFile: async (folder, name, text) => {
        await note("created")([folder, name, text]);
        return file;
      },
    },
  };
  await commandList[key](parts as Parts, argument);
  script.done();
  return { asked: script.asked, told: script.told, did, sent, choices };
}

describe("Inserting a reference", () => {
  it("takes the name from the row that was clicked", async () => {
    assert.deepEqual((await run("insertReference", { name: "API_KEY" }, [])).did, ['inserted "API_KEY"']);
    assert.deepEqual((await run("insertReference", { row: row({ name: "OTHER" }) }, [])).did, ['inserted "OTHER"']);
  });

  it("asks for the name when it is run from the palette", async () => {
    const { asked, did } = await run("insertReference", undefined, [{ pick: ["OTHER"] }]);
    assert.deepEqual(asked, ["Insert Reference"]);
    assert.deepEqual(did, ['inserted "OTHER"']);
  });

  it("copies the reference when no file is open, and says so", async () => {
    const { did, told } = await run("insertReference", { name: "API_KEY" }, [], { insertion: "nowhere" });
    assert.deepEqual(did, ['copied "<API_KEY>"']);
    assert.deepEqual(told, ["information: No file is open that takes text: <API_KEY> was copied to the clipboard."]);
  });

  it("says that the file kept changing where it did", async () => {
    const { did, told } = await run("insertReference", { name: "API_KEY" }, [], { insertion: "changed" });
    assert.deepEqual(did, ['copied "<API_KEY>"']);
    assert.deepEqual(told, ["information: The file kept changing: <API_KEY> was copied to the clipboard."]);
  });
});

describe("A command about a secret", () => {
  it("does nothing when a key is pressed on a row that is no secret", async () => {
    for (const kind of ["account", "status"])
      for (const key of ["edit", "delete"] as const) {
        const { asked, told, did } = await run(key, { kind, label: "API_KEY" }, []);
        assert.deepEqual([asked, told, did], [[], [], []]);
      }
  });

  it("gives a name its first value when it is edited, and has nothing to delete there", async () => {
    const rows = [row({ name: "NEW_KEY", stored: "missing", environments: [], etag: "" })];
    const server = { [checkNameRequest.method]: () => null };
    const { asked } = await run("edit", { name: "NEW_KEY" }, [leave], { rows, server });
    assert.deepEqual(asked, ["Add Secret (2/5)"]);
    const { told } = await run("delete", { name: "NEW_KEY" }, [], { rows });
    assert.deepEqual(told, ["warning: NEW_KEY is not stored: there is nothing to change or delete."]);
  });

  it("claims nothing of a name while the names are not known", async () => {
    const rows = [row({ name: "NEW_KEY", stored: "unknown", environments: [], etag: "" })];
    for (const key of ["edit", "delete"] as const)
      assert.deepEqual((await run(key, { name: "NEW_KEY" }, [], { rows })).told, [
        "warning: Whether NEW_KEY is stored is not known yet.",
      ]);
  });

  it("refuses to change a managed name and says why", async () => {
    for (const key of ["edit", "delete"] as const) {
      const { told } = await run(key, { name: "OTHER" }, []);
      assert.deepEqual(told, [
        "warning: OTHER is managed by the provider: it can be referred to, but not changed here.",
      ]);
    }
  });

  it("says that there is nothing to choose from", async () => {
    const { told } = await run("delete", undefined, [], { rows: [row({ name: "OTHER", managed: true })] });
    assert.deepEqual(told, ["information: There is no secret to delete."]);
  });
});

describe("A command that writes, where nobody trusts the workspace", () => {
  const writing = ["add", "set", "setMissing", "edit", "delete", "addEnvironment", "deleteEnvironment"] as const;
  const words =
    "warning: Infisical at https://secrets.test is only used once this workspace is trusted, and nothing is written elsewhere until then.";
  const untrusted: Account = { provider: "infisical", endpoint: "https://secrets.test" };

  it("asks for nothing, and leads to where trust is decided", async () => {
    for (const key of writing) {
      const { asked, told, did, sent } = await run(key, { name: "API_KEY" }, [], {
        untrusted,
        press: "Manage Workspace Trust",
      });
      assert.deepEqual([asked, told, did, sent], [[], [words], ['showed "trust"'], []], key);
    }
  });

  it("leaves the user alone who closes the notification", async () => {
    const { told, did } = await run("copyValue", { name: "API_KEY" }, [], { untrusted, press: "Set API_KEY…" });
    assert.deepEqual([told.slice(1), did], [[words], []]);
  });

  it("writes to the embedded store where no other account is named", async () => {
    const server = { [usesRequest.method]: () => undefined, [deleteRequest.method]: () => ok({ kind: "done" }) };
    const { sent } = await run("delete", { name: "API_KEY" }, [{ press: "Delete" }], { untrusted: account, server });
    assert.deepEqual(sent.at(-1)?.params, { account, name: "API_KEY", etag: '"1"' });
  });
});

describe("A secret that is chosen from a list", () => {
  const later = snapshotOf([row({ name: "API_KEY", etag: '"9"' })], { folder: "file:///other" });

  it("is deleted where it was seen, whatever came into view since", async () => {
    const server = { [usesRequest.method]: () => none, [deleteRequest.method]: () => ok({ kind: "done" }) };
    const answers = [{ pick: ["API_KEY"] }, { press: "Delete" }];
    const { sent } = await run("delete", undefined, answers, { later, server });
    assert.deepEqual(sent.at(-1)?.params, { account, name: "API_KEY", etag: '"1"' });
  });

  it("is edited where it was seen", async () => {
    const server = { [updateRequest.method]: () => ok({ kind: "done" }) };
    const { sent } = await run("edit", undefined, [{ pick: ["API_KEY"] }, "", "new"], { later, server });
    assert.deepEqual(sent, [
      { method: updateRequest.method, params: { account, name: "API_KEY", etag: '"1"', description: "new" } },
    ]);
  });

  it("is asked about once, however often the button is clicked", async () => {
    const server = { [usesRequest.method]: () => none, [deleteRequest.method]: () => ok({ kind: "done" }) };
    const [first, second] = await Promise.all([
      run("delete", { name: "API_KEY" }, [{ press: "Delete" }], { server }),
      run("delete", { name: "API_KEY" }, [], { server }),
    ]);
    assert.deepEqual([first.asked.length, second.asked.length], [1, 0]);
    await run("delete", { name: "API_KEY" }, [leave], { server });
  });

  const none = { references: 0, spared: 0, files: 0, complete: true, locations: [] };
});

describe("What the user does not want to wait for", () => {
  const locations = [{ uri: "file:///a", line: 0, character: 0, length: 1 }];
  const server = {
    [usesRequest.method]: () => ({ references: 1, spared: 0, files: 1, complete: false, locations }),
    [usageRequest.method]: () => ({ complete: false, uses: {} }),
    [manifestDraftRequest.method]: () => ({ text: "A=\n", names: ["A"], complete: false }),
  };
  const cases = [
    ["findReferences", { name: "API_KEY" }, []],
    ["copyCoverage", undefined, []],
    ["createManifest", undefined, [{ pick: [".env.example"] }]],
  ] as const;
  for (const [key, argument, answers] of cases)
    it(`is not half done: ${key}`, async () => {
      const { did, told } = await run(key, argument, answers, { server, impatient: true });
      assert.deepEqual([did, told], [[], []]);
    });

  it("leaves no manifest with half of the names where the search was cancelled", async () => {
    const { did, told } = await run("createManifest", undefined, [{ pick: [".env.example"] }], { server });
    assert.deepEqual(did, []);
    assert.match(told.join(), /^warning: Not every file could be looked at, so no manifest was written/);
  });
});

describe("Ignoring a name", () => {
  it("adds it to what is not reported, and says so", async () => {
    const { did, told } = await run("ignore", { name: "NOT_STORED" }, []);
    assert.deepEqual(did, ['ignored "NOT_STORED"']);
    assert.deepEqual(told, ["mention: NOT_STORED is not reported in this workspace any more."]);
  });

  it("says why, in the editor's words, where the settings cannot be written", async () => {
    const refusal = "Unable to write into workspace settings.";
    const { told } = await run("ignore", { name: "NOT_STORED" }, [], { refusal });
    assert.deepEqual(told, [`error: NOT_STORED could not be added to the settings. ${refusal}`]);
  });
});

describe("Finding references", () => {
  const uses = (complete: boolean, locations: readonly unknown[]) => ({
    server: {
      [usesRequest.method]: () => ({ references: locations.length, spared: 0, files: 1, complete, locations }),
    },
  });

  it("shows them", async () => {
    const { did } = await run("findReferences", { name: "API_KEY" }, [], uses(true, [{ uri: "file:///a" }]));
    assert.deepEqual(did, ['showed [{"uri":"file:///a"}]']);
  });

  it("tells none from none so far", async () => {
    const none = await run("findReferences", { name: "API_KEY" }, [], uses(true, []));
    assert.deepEqual(none.told, ["information: Nothing in this workspace refers to API_KEY."]);
    const soFar = await run("findReferences", { name: "API_KEY" }, [], uses(false, []));
    assert.deepEqual(soFar.told, [
      "information: No reference to API_KEY was found so far; not every file was looked at.",
    ]);
  });
});

describe("Environments", () => {
  it("are switched for this workspace and at the server", async () => {
    const { choices, sent } = await run("selectEnvironment", undefined, [{ pick: ["production"] }]);
    assert.equal(choices.at().environment, "production");
    assert.deepEqual(sent, [{ method: selectEnvironmentNotification.method, params: { environment: "production" } }]);
  });

  it("stay as they are when the list is left", async () => {
    assert.deepEqual((await run("selectEnvironment", undefined, [leave])).sent, []);
  });

  it("are those of the account in the list, whichever one counts when somebody chooses", async () => {
    const meanwhile = { provider: "doppler", endpoint: "https://api.doppler.com" } as const;
    const { choices, sent } = await run("selectEnvironment", undefined, [{ pick: ["production"] }], { meanwhile });
    assert.deepEqual(choices.at(), { account: meanwhile, environment: "development" });
    assert.deepEqual(sent, []);
    await choices.selectAccount(account);
    assert.equal(choices.at().environment, "production");
  });

  it("are added and made the active one; a failure keeps what was typed", async () => {
    const outcomes = [failed({ kind: "offline", message: "Not reachable." }), ok({ id: "stg", name: "staging" })];
    const server = { [addEnvironmentRequest.method]: () => outcomes.shift() };
    const { asked, choices } = await run("addEnvironment", undefined, ["stage", { press: "Edit" }, "staging"], {
      server,
    });
    assert.equal(asked[1], "stage was not added. Not reachable. [Edit]");
    assert.equal(choices.at().environment, "stg");
  });

  it("are not asked for where the service does not let anybody add or remove them from here", async () => {
    for (const key of ["addEnvironment", "deleteEnvironment"] as const) {
      const { asked, told } = await run(key, undefined, [], { environmentsAreFixed: true });
      assert.deepEqual(asked, []);
      assert.deepEqual(told, [
        "information: Environments are added and removed at Embedded store itself, not from here.",
      ]);
    }
  });

  it("are removed, but for the active one", async () => {
    const server = { [deleteEnvironmentRequest.method]: () => ok(null) };
    const answers = [{ pick: ["production"] }, { press: "Remove" }];
    const { sent } = await run("deleteEnvironment", undefined, answers, { server });
    assert.deepEqual(sent, [{ method: deleteEnvironmentRequest.method, params: { account, id: "production" } }]);
    await assert.rejects(
      run("deleteEnvironment", undefined, [{ pick: ["development"] }]),
      /there is no line development/,
    );
  });
});

describe("Creating a manifest", () => {
  const draft = { text: "A_KEY=\n", names: ["A_KEY"], complete: true };
  const server = { [manifestDraftRequest.method]: () => draft };

  it("asks for the format, and writes what the code uses", async () => {
    const { did, sent, told } = await run("createManifest", undefined, [{ pick: [".env.example"] }], { server });
    assert.deepEqual(sent, [
      { method: manifestDraftRequest.method, params: { format: "dotenv", folder: "file:///web" } },
    ]);
    assert.deepEqual(did, ['created ["file:///web",".env.example","A_KEY=\\n"]']);
    assert.deepEqual(told, ["mention: .env.example declares 1 name."]);
  });

  it("asks for the folder where there are several, and takes the name that is given", async () => {
    const answers = [{ pick: ["api"] }, { pick: ["app.yaml"] }];
    const { sent } = await run("createManifest", { name: "A_KEY" }, answers, { server, folders: ["web", "api"] });
    assert.deepEqual(sent[0]?.params, { format: "app", folder: "file:///api", name: "A_KEY" });
  });

  it("leaves a file alone that is there already, and has nothing to write where no name is used", async () => {
    const answers = [{ pick: ["inf.yml"] }];
    const there = await run("createManifest", undefined, answers, { server, file: "taken" });
    assert.deepEqual(there.told, ["warning: inf.yml is there already, and was left as it is."]);
    const none = { [manifestDraftRequest.method]: () => ({ text: "", names: [], complete: true }) };
    const nothing = await run("createManifest", undefined, answers, { server: none });
    assert.deepEqual(
      [nothing.did, nothing.told],
      [[], ["information: The code uses no name that would have to be declared."]],
    );
    assert.match((await run("createManifest", undefined, [], { folders: [] })).told.join(), /Open a folder first/);
  });

  it("says so where the editor cannot write, and not that the file is there", async () => {
    const { told } = await run("createManifest", undefined, [{ pick: [".env.example"] }], { server, file: "refused" });
    assert.deepEqual(told, ["error: .env.example could not be written: the editor cannot make files in this folder."]);
  });
});

describe("Copying a value from another environment", () => {
  it("is impossible, which is said along with what can be done", async () => {
    const { told, sent } = await run("copyValue", { name: "API_KEY" }, []);
    assert.match(
      told.join(),
      /^information: The value of API_KEY cannot be copied to development: values are only ever written/,
    );
    assert.deepEqual(sent, []);
  });
});

describe("Switching to an environment that is named", () => {
  it("asks nothing", async () => {
    const { asked, sent, choices } = await run("selectEnvironment", { environment: "production" }, []);
    assert.deepEqual(asked, []);
    assert.equal(choices.at().environment, "production");
    assert.deepEqual(
      sent.map(({ params }) => params),
      [{ environment: "production" }],
    );
  });
});
