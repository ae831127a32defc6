import * as tls from "node:tls";

/** What Node.js has from 22.19 and 24.5 on; before, only `NODE_EXTRA_CA_CERTS` adds to what it trusts. */
interface NewerTls {
  readonly getCACertificates?: (kind: "default" | "system") => readonly string[];
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void;
}

/** Trusts what the operating system trusts, besides what Node.js does, as the editor itself does. */
export function trustTheSystem({ getCACertificates, setDefaultCACertificates }: NewerTls = tls as object): void {
  if (getCACertificates === undefined || setDefaultCACertificates === undefined) return;
  try {
    const system = getCACertificates("system");
    if (system.length > 0) setDefaultCACertificates([...getCACertificates("default"), ...system]);
  } catch {
    // A store of certificates that cannot be read leaves things as they are.
  }
}
