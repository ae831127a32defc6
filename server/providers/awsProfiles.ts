/** What stands in the configuration of the AWS command line: the settings of each profile and each single sign-on. */
export interface AwsConfiguration {
  readonly profiles: ReadonlyMap<string, Settings>;
  readonly singleSignOns: ReadonlyMap<string, Settings>;
}

export type Settings = ReadonlyMap<string, string>;

/**
 * Reads `~/.aws/config` and `~/.aws/credentials`; keys in the second count before those in the first:
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function parseAwsConfiguration(config: string, credentials: string): AwsConfiguration {
  const profiles = new Map<string, Settings>();
  const singleSignOns = new Map<string, Settings>();
  for (const [heading, settings] of sectionsOf(config)) {
    const [, kind = "", name = ""] = /^(?:(profile|sso-session)\s+)?["']?(.*?)["']?$/.exec(heading) ?? [];
    if (kind === "sso-session") singleSignOns.set(name, settings);
    else if (kind === "profile" || name === "default") profiles.set(name, settings);
  }
  for (const [name, settings] of sectionsOf(credentials))
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...settings]));
  return { profiles, singleSignOns };
}

/** A section that stands twice counts as one. */
function sectionsOf(text: string): ReadonlyMap<string, Settings> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let isNested = false;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    const content = line.replace(/(?:^|\s)[#;].*$/, "").trim();
    const heading = /^\[\s*(.*?)\s*\]$/.exec(content)?.[1];
    if (heading !== undefined) {
      section = sections.get(heading) ?? new Map<string, string>();
      sections.set(heading, section);
      isNested = false;
      continue;
    }
    const [, key, value] = /^([^=\s]+)\s*=\s*(.*)$/.exec(content) ?? [];
    if (section === undefined || key === undefined || value === undefined) continue;
    // What is indented below a key without a value belongs to that key, and is about other services.
    isNested = isNested && /^\s/.test(line);
    if (isNested) continue;
    isNested = value === "";
    section.set(key.toLowerCase(), value);
  }
  return sections;
}
