import assert from "node:assert/strict";
import type { Variables } from "../../../server/providers/proxies";
import { proxyFor, readNetworkSettings } from "../../../server/providers/proxies";

const variables: Variables = { HTTPS_PROXY: "http://variable.test:3128", NO_PROXY: "intern.test, .corp.test:8443" };

describe("the choice of a proxy", () => {
  for (const [what, url, settings, given, wanted] of [
    ["no proxy where nobody names one", "https://api.test", {}, {}, undefined],
    ["the proxy of the variables", "https://api.test", {}, variables, "http://variable.test:3128/"],
    [
      "small letters before capitals",
      "https://api.test",
      {},
      { ...variables, https_proxy: "http://small.test" },
      "http://small.test/",
    ],
    [
      "the variable for http where there is none for https",
      "https://api.test",
      {},
      { http_proxy: "plain.test:80" },
      "http://plain.test/",
    ],
    [
      "the setting before the variables",
      "https://api.test",
      { proxy: "http://setting.test:8080" },
      variables,
      "http://setting.test:8080/",
    ],
    [
      "no proxy where the settings want none",
      "https://api.test",
      { proxy: "http://a.test", proxySupport: "off" },
      variables,
      undefined,
    ],
    ["no proxy for an exception", "https://intern.test", {}, variables, undefined],
    ["no proxy below an exception", "https://api.intern.test", {}, variables, undefined],
    [
      "the proxy for what only ends like an exception",
      "https://notintern.test",
      {},
      variables,
      "http://variable.test:3128/",
    ],
    ["no proxy for an exception with this port", "https://a.corp.test:8443", {}, variables, undefined],
    [
      "the proxy for an exception with another port",
      "https://a.corp.test",
      {},
      variables,
      "http://variable.test:3128/",
    ],
    ["no proxy for a number of IPv6", "https://[fd00::1]:8200", {}, { ...variables, NO_PROXY: "fd00::1" }, undefined],
    [
      "no proxy for a number of IPv6 with this port",
      "https://[fd00::1]:8200",
      {},
      { ...variables, NO_PROXY: "[FD00::1]:8200" },
      undefined,
    ],
    [
      "the proxy for another number of IPv6",
      "https://[fd00::12]",
      {},
      { ...variables, NO_PROXY: "fd00::1" },
      "http://variable.test:3128/",
    ],
    ["no proxy where everything is excepted", "https://api.test", {}, { ...variables, NO_PROXY: "*" }, undefined],
    [
      "the exceptions of the settings instead of the variables",
      "https://intern.test",
      { noProxy: ["*.api.test"] },
      variables,
      "http://variable.test:3128/",
    ],
    [
      "no proxy for an exception of the settings",
      "https://api.test",
      { noProxy: ["*.api.test"] },
      variables,
      undefined,
    ],
    ["no proxy for this machine by name", "http://localhost:8787", { proxy: "http://a.test" }, variables, undefined],
    ["no proxy for this machine by number", "http://127.0.0.1:8787", { proxy: "http://a.test" }, variables, undefined],
    [
      "no proxy for this machine by its newer number",
      "https://[::1]:8787",
      { proxy: "http://a.test" },
      variables,
      undefined,
    ],
    [
      "something unusable rather than a way around what cannot be read",
      "https://api.test",
      { proxy: "http://[" },
      {},
      "unreadable:",
    ],
  ] as const)
    it(`is ${what}`, () => {
      const proxy = proxyFor(new URL(url), readNetworkSettings(settings), given);
      assert.equal(proxy?.address.href, wanted);
    });

  it("takes settings of another type for none", () => {
    for (const sent of [null, 7, { proxy: 7, noProxy: "a", proxyStrictSSL: "no", proxySupport: [] }])
      assert.deepEqual(readNetworkSettings(sent), {
        proxy: "",
        proxyAuthorization: "",
        noProxy: [],
        proxyStrictSSL: true,
        proxySupport: "override",
        systemCertificates: false,
      });
  });
});
