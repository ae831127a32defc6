import { checkReferences } from "./check";

const texts: Record<string, string> = {
  typescript: `
use(process.env[key], process.env[\`APP_\${name}\`], process.env["APP_" + name], process.env?.[ key ]);
                ^^^ dynamic
                                  ^^^^^^^^^^^^^ dynamic
                                                              ^^^^^^^^^^^^^ dynamic
                                                                                             ^^^ dynamic
Deno.env.get(key); Deno.env.get("A"); const env = process.env; env[f(1, 2)];
             ^^^ dynamic
                                 ^ read
                                                                   ^^^^^^^ dynamic alias
`,
  python: `
import os
os.environ[key], os.environ.get(key, "d"), os.getenv(f"APP_{name}"), os.getenv("A" + b), os.getenv()
           ^^^ dynamic
                                ^^^ dynamic
                                                     ^^^^^^^^^^^^^ dynamic
                                                                               ^^^^^^^ dynamic
`,
  go: `
package a
import "os"
var a, b = os.Getenv(key), os.Getenv("A" + b)
                     ^^^ dynamic
                                     ^^^^^^^ dynamic
`,
  ruby: `
ENV[key]; ENV.fetch(key, "d"); ENV.fetch("A")
    ^^^ dynamic
                    ^^^ dynamic
                                          ^ read
`,
  java: `
class A { String a = System.getenv(key), b = System.getenv("A"); Object c = System.getenv(); }
                                   ^^^ dynamic
                                                            ^ read
`,
  php: `<?php
getenv($key); $_ENV[$key]; my_getenv($key);
       ^^^^ dynamic
                    ^^^^ dynamic
`,
};

describe("A computed name is marked, with what computes it", () => {
  for (const [languageId, marked] of Object.entries(texts))
    it(`in ${languageId}`, () => {
      checkReferences(languageId, marked);
    });
});
