import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { uncalledFiles, unusedFeatures } from "../../bundling.mjs";
import { features } from "../../server/features/index";

const announced = features.flatMap((feature) => Object.keys(feature.capabilities({})));

for (const [library, unused] of Object.entries(unusedFeatures))
  describe(`the features that are left out of ${library.replace(/\/.*/, "")}`, () => {
    it("are none that the server announces", () => {
      assert.ok(announced.includes("hoverProvider"));
      const wanted = unused.filter((name) => announced.some((key) => key.toLowerCase().includes(name.toLowerCase())));
      assert.deepEqual(wanted, []);
    });

    it("are called there as they are called here", () => {
      assert.deepEqual(
        unused.filter((name) => !existsSync(`node_modules/${library}${name}.js`)),
        [],
      );
    });
  });

it("the files of libraries that nobody here calls are called there as they are called here", () => {
  const files = Object.entries(uncalledFiles).flatMap(([folder, names]) => names.map((name) => `${folder}/${name}.js`));
  assert.deepEqual(
    files.filter((file) => !existsSync(`node_modules/${file}`)),
    [],
  );
});
