import { isIgnored } from "../ignored";
import { problemAt } from "./entries";
import type { Rule } from "./rule";

/** A name that belongs to somebody else: the provider would refuse it, or the program that gets it would break. */
export const reservedName: Rule = {
  meta: { code: "reserved-name", setting: "rules.reservedName" },
  check: ({ manifest, knowledge: { nameRules, catalog } }, severity) =>
    (manifest?.declarations ?? []).flatMap((declaration) => {
      const { name, explicit } = declaration;
      const isKept = isIgnored(name, nameRules?.reservedNames ?? []) && !catalog.secrets.has(name);
      // An example of an environment may well show PATH; only who asks for a secret of that name means to set it.
      const isSystem = explicit && isIgnored(name, systemNames);
      if (!isKept && !isSystem) return [];
      const message = isKept
        ? `${name} is reserved by the provider and cannot be stored.`
        : `${name} belongs to the operating system: a secret of this name would change how programs start.`;
      return [problemAt(declaration, { code: "reserved-name", severity, message })];
    }),
};

/**
 * What decides which code runs, and where: environ(7), ld.so(8), dyld(1), bash(1), nodejs.org/api/cli.html,
 * docs.python.org/3/using/cmdline.html, perlrun(1).
 */
const systemNames: readonly string[] =
  `PATH HOME SHELL USER LOGNAME PWD OLDPWD IFS TMPDIR LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT
  DYLD_* BASH_ENV ENV PATHEXT COMSPEC SYSTEMROOT WINDIR NODE_OPTIONS NODE_PATH PYTHONPATH PYTHONHOME PYTHONSTARTUP PERL5LIB
  PERL5OPT RUBYOPT RUBYLIB JAVA_TOOL_OPTIONS`.split(/\s+/);
