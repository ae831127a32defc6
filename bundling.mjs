// How scripts are bundled, for the extension (`esbuild.mjs`) and for what it is measured by (`test/bench`).
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";

const root = dirname(fileURLToPath(import.meta.url));

/**
 * Options that everything is bundled with.
 * @param {boolean} production
 * @returns {import("esbuild").BuildOptions}
 */
export function commonOptions(production) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: production,
    sourcemap: production ? false : "linked",
    legalComments: "none",
    logLevel: "warning",
    // Packages are taken in their ES module form, which tree-shakes.
    mainFields: ["module", "main"],
    alias: {
      // For Node.js it offers no such form, though the one for browsers does the same.
      yaml: join(root, "node_modules/yaml/browser/index.js"),
      // Only the class: the other form brings paths along, which Node.js has.
      "vscode-uri": join(root, "node_modules/vscode-uri/lib/umd/uri.js"),
    },
  };
}

/** The libraries that the client and the server both need: they are packed once, in `protocol.js`. */
const protocolModules = [
  "vscode-jsonrpc",
  "vscode-jsonrpc/node",
  "vscode-languageserver-protocol",
  "vscode-languageserver-protocol/node",
  "vscode-languageserver-textdocument",
  "vscode-languageserver-types",
];

/** The same for what is long in `shared`. What is short takes more room as exports than twice. */
const contractModules = ["./shared/providers", "./shared/settings"];

/** @type {import("esbuild").Plugin} */
export const sharedProtocol = {
  name: "shared-protocol",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode-(jsonrpc|languageserver-(protocol|textdocument|types))(\/.*)?$/ }, ({ path }) => {
      if (!protocolModules.includes(path)) throw new Error(`${path} has to be added to the modules that are shared.`);
      return { path, namespace: "shared-protocol" };
    });
    onResolve({ filter: /^[./]+\/shared\/\w+$/ }, ({ path }) => {
      const shared = path.replace(/^[./]+/, "./");
      return contractModules.includes(shared) ? { path: shared, namespace: "shared-protocol" } : undefined;
    });
    onLoad({ filter: /./, namespace: "shared-protocol" }, ({ path }) => ({
      contents: `module.exports = require("./protocol.js")[${JSON.stringify(path)}]();`,
      resolveDir: ".",
    }));
    onResolve({ filter: /^\.\/protocol\.js$/ }, ({ namespace }) =>
      namespace === "shared-protocol" ? { path: "./protocol.js", external: true } : undefined,
    );
  },
};

/** Features of the protocol that a library has and the server has not, by the names of the library's files, and what these begin with. */
export const unusedFeatures = {
  "vscode-languageclient/lib/common/": [
    "callHierarchy",
    "colorProvider",
    "declaration",
    "documentLink",
    "executeCommand",
    "fileOperations",
    "foldingRange",
    "formatting",
    "implementation",
    "inlayHint",
    "inlineCompletion",
    "inlineValue",
    "linkedEditingRange",
    "notebook",
    "protocolCallHierarchyItem",
    "protocolDocumentLink",
    "protocolInlayHint",
    "protocolTypeHierarchyItem",
    "selectionRange",
    "signatureHelp",
    "textDocumentContent",
    "typeDefinition",
    "typeHierarchy",
  ],
  "vscode-languageserver/lib/common/": [
    "callHierarchy",
    "fileOperations",
    "foldingRange",
    "inlayHint",
    "inlineCompletion",
    "inlineValue",
    "linkedEditingRange",
    "moniker",
    "notebook",
    "textDocumentContent",
    "typeHierarchy",
  ],
  // Finds modules that npm or Yarn installed, for servers that run those.
  "vscode-languageserver/lib/node/": ["files"],
  // But for inlay hints, whose messages are in a list of those that may be cancelled.
  "vscode-languageserver-protocol/lib/common/protocol.": [
    "callHierarchy",
    "colorProvider",
    "declaration",
    "fileOperations",
    "foldingRange",
    "implementation",
    "inlineCompletion",
    "inlineValue",
    "linkedEditingRange",
    "moniker",
    "notebook",
    "selectionRange",
    "textDocumentContent",
    "typeDefinition",
    "typeHierarchy",
  ],
};

/**
 * What stands for all that such a file exports: classes of features that say and do nothing, functions that add nothing to a class,
 * and no messages.
 */
const withoutFeature = {
  // What asks for problems listens to the one for notebooks, whose cells are documents like others here: it is found by its method.
  "vscode-languageclient/lib/common/": `
    const silent = () => ({ dispose() {} });
    class Unused {
      fillClientCapabilities() {}
      initialize() {}
      getState() { return { kind: "static" }; }
      clear() {}
    }
    class NotebookDocumentSyncFeature extends Unused {
      registrationType = { method: "notebookDocument/sync" };
      register() {}
      unregister() {}
      handles() { return false; }
      onOpenNotificationSent = silent;
      onChangeNotificationSent = silent;
      onSaveNotificationSent = silent;
      onCloseNotificationSent = silent;
    }
    module.exports = new Proxy({ NotebookDocumentSyncFeature }, { get: (known, name) => known[name] ?? Unused });`,
  "vscode-languageserver/lib/common/": "module.exports = new Proxy({}, { get: () => (Base) => Base });",
  "vscode-languageserver/lib/node/": "",
  "vscode-languageserver-protocol/lib/common/protocol.":
    'exports.NotebookDocumentSyncRegistrationType = { method: "notebookDocument/sync" };',
};

/** @type {import("esbuild").Plugin} */
export const withoutUnusedFeatures = {
  name: "without-unused-features",
  setup: ({ onResolve, onLoad }) => {
    for (const [library, contents] of Object.entries(withoutFeature)) {
      const names = unusedFeatures[/** @type {keyof typeof unusedFeatures} */ (library)];
      const files = new Set(names.map((name) => `${library}${name}`));
      // One stands for all of them.
      onResolve({ filter: /^\.\// }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path).replaceAll("\\", "/").split("/node_modules/").at(-1) ?? "";
        return files.has(file) ? { path: library, namespace: "unused-features" } : undefined;
      });
      onLoad({ filter: new RegExp(`^${library}$`), namespace: "unused-features" }, () => ({ contents }));
    }
  },
};

/** What TypeScript writes at the head of a file: `var __importStar = …`. */
const helper = /^var (__\w+) = \(this && this\.\1\) \|\| [^]*?^\}.*;$/gm;

/**
 * Packs once what stands so at the head of each file of the editor's libraries.
 * @type {import("esbuild").Plugin}
 */
export const sharedHelpers = {
  name: "shared-helpers",
  setup: ({ onResolve, onLoad }) => {
    const examples = ["common/protocolConverter", "node/main"].map((name) =>
      readFileSync(join(root, `node_modules/vscode-languageclient/lib/${name}.js`), "utf8"),
    );
    const helpers = new Map(
      examples.flatMap((text) => [...text.matchAll(helper)]).map(([written, name = ""]) => [name, written]),
    );
    onLoad({ filter: /[\\/]vscode-(jsonrpc|language\w+(-protocol)?)[\\/]lib[\\/].*\.js$/ }, async ({ path }) => ({
      contents: withSharedHelpers(await readFile(path, "utf8"), helpers),
    }));
    onResolve({ filter: /^shared-helpers$/ }, ({ path }) => ({ path, namespace: "shared-helpers" }));
    onLoad({ filter: /./, namespace: "shared-helpers" }, () => ({
      contents: `${[...helpers.values()].join("\n")}\nmodule.exports = { ${[...helpers.keys()].join(", ")} };`,
    }));
  },
};

/**
 * A file that requires the helpers it uses, of those that it has to the letter.
 * @param {string} text
 * @param {ReadonlyMap<string, string>} helpers
 */
function withSharedHelpers(text, helpers) {
  const shared = [...text.matchAll(helper)].filter(([written, name = ""]) => helpers.get(name) === written);
  const rest = shared.reduce((left, [written]) => left.replace(written, ""), text);
  const used = shared.map(([, name]) => name ?? "").filter((name) => rest.includes(name));
  if (used.length === 0) return rest;
  const header = `const { ${used.join(", ")} } = require("shared-helpers");`;
  // What says that the file is strict stays in front.
  return rest.replace(/^(?:(?:\/\*[^]*?\*\/|\s)*(["'])use strict\1;)?/, (front) => front + header);
}

/**
 * Files of libraries that hold what nobody here calls: YAML is read, and never written from a tree or turned into objects; and the
 * Secrets API takes no forms, nor other applications.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const uncalledFiles = {
  "hono/dist/utils": ["body", "mount"],
  "yaml/browser/dist": [
    "doc/anchors",
    "doc/applyReviver",
    "doc/createNode",
    "nodes/addPairToJSMap",
    "parse/cst-visit",
    "stringify/foldFlowLines",
    "stringify/stringify",
    "stringify/stringifyCollection",
    "stringify/stringifyComment",
    "stringify/stringifyDocument",
    "stringify/stringifyNumber",
    "stringify/stringifyPair",
    "stringify/stringifyString",
  ],
};

/**
 * Has all that such a file exports be one function that fails.
 * @type {import("esbuild").Plugin}
 */
export const withoutUncalled = {
  name: "without-uncalled",
  setup: ({ onLoad }) => {
    for (const [folder, names] of Object.entries(uncalledFiles)) {
      const filter = new RegExp(
        String.raw`[\\/]${`${folder}/(${names.join("|")})`.replaceAll("/", String.raw`[\\/]`)}\.js$`,
      );
      onLoad({ filter }, async ({ path }) => {
        const exported = /^export \{ (.*) \};$/m.exec(await readFile(path, "utf8"));
        if (exported?.[1] === undefined) throw new Error(`${path} exports in another way.`);
        const names = exported[1].split(", ").map((name) => `uncalled as ${name}`);
        return { contents: `function uncalled() { throw new Error("Not packed."); }\nexport { ${names.join(", ")} };` };
      });
    }
  },
};

/**
 * Puts something short where modules are that nobody here has a use for.
 * @param {Readonly<Record<string, string>>} unused
 * @returns {import("esbuild").Plugin}
 */
export function withoutModules(unused) {
  return {
    name: "without-modules",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /./ }, ({ path }) => (path in unused ? { path, namespace: "unused-modules" } : undefined));
      onLoad({ filter: /./, namespace: "unused-modules" }, ({ path }) => ({ contents: unused[path] ?? "" }));
    },
  };
}

/** What ESLint would walk through a tree of TOML by: its nodes, besides all those of JavaScript. */
const withoutWalk = withoutModules({ "eslint-visitor-keys": "export const unionWith = (keys) => keys;" });

/**
 * Has what the server imports from its library required instead. esbuild would copy all 500 exports of it, one by one, for each
 * file that imports any, which takes 9 ms at each start.
 * @type {import("esbuild").Plugin}
 */
const requiredLibrary = {
  name: "required-library",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]server[\\/].*\.ts$/ }, async ({ path }) => {
      const imported = /^import (\{[^}]*\}) from ("vscode-languageserver(?:\/node)?");$/gm;
      const contents = (await readFile(path, "utf8")).replace(imported, "const $1 = require($2);");
      return { contents, loader: "ts" };
    });
  },
};

/**
 * Bundles a program that `server/start.ts` runs, as `server.js`, `program.js` and `protocol.js`. For production it is made as small
 * as it can be, which takes a while.
 * @param {{ entry: string, folder: string, production: boolean }} program
 */
export async function bundleProgram({ entry, folder, production }) {
  const options = commonOptions(production);
  const program = join(folder, "program.js");
  const protocol = join(folder, "protocol.js");
  const contents = [...protocolModules, ...contractModules].map(
    (name) => `exports[${JSON.stringify(name)}] = () => require("${name}");`,
  );
  await Promise.all([
    build({
      ...options,
      plugins: [sharedProtocol, sharedHelpers, withoutUnusedFeatures, withoutUncalled, withoutWalk, requiredLibrary],
      entryPoints: [entry],
      outfile: program,
      // It is not run by Node.js's own loader, which is the only one to know how to import.
      supported: { "dynamic-import": false },
    }),
    build({
      ...options,
      plugins: [withoutUnusedFeatures, sharedHelpers],
      stdin: { contents: contents.join("\n"), resolveDir: root },
      outfile: protocol,
    }),
  ]);
  if (production) for (const path of [program, protocol]) await squeezeFile(path);
  const identity = createHash("sha256");
  for (const path of [program, protocol]) identity.update(readFileSync(path));
  const start = join(folder, "server.js");
  await build({
    ...options,
    entryPoints: [join(root, "server/start.ts")],
    outfile: start,
    define: { programIdentity: JSON.stringify(identity.digest("hex").slice(0, 16)) },
  });
  if (production) await squeezeFile(start);
}

/** @param {string} path */
export async function squeezeFile(path) {
  writeFileSync(path, await squeeze(readFileSync(path, "utf8")));
}

/**
 * What is downloaded by everybody may take its time to be made: this takes off another twentieth. Nobody outside of a file sees
 * what it declares, so that too may be renamed, or put where it is used.
 * @param {string} script
 */
export async function squeeze(script) {
  const { code } = await minify(script, {
    ecma: 2020,
    toplevel: true,
    // A constant stands where the source has it, mostly on the right: the other way round it packs less well.
    compress: { passes: 3, lhs_constants: false },
    mangle: true,
    // With any other character in it, V8 would keep the text at two bytes for each.
    format: { ascii_only: true },
  });
  if (code === undefined) throw new Error("A script could not be made smaller.");
  return code;
}
