import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { createRootTree, type RootTree } from "./root-tree.ts";

/** Folders of programs at the top of a Linux machine: /lib64, /libx32 and the like too. */
const programFolders = /^(bin|sbin|usr|opt|lib(x?\d+)?)$/;

/** What programs need of /etc and what says nothing about who uses the machine; never keys, users or hosts of a network. */
const settings = [
  "alternatives",
  "bash.bashrc",
  "ca-certificates",
  "crypto-policies",
  "debian_version",
  "fonts",
  "gai.conf",
  "host.conf",
  "inputrc",
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "localtime",
  "magic",
  "mime.types",
  "nsswitch.conf",
  "os-release",
  "perl",
  "pki/ca-trust",
  "pki/java",
  "pki/tls/cert.pem",
  "pki/tls/certs",
  "pki/tls/openssl.cnf",
  "profile",
  "protocols",
  "resolv.conf",
  "services",
  "ssl/ca-bundle.pem",
  "ssl/cert.pem",
  "ssl/certs",
  "ssl/openssl.cnf",
  "terminfo",
  "timezone",
];
const languageSettings = /^(java|python)[-.\d]/;

/**
 * A container's root without its volumes: this machine's programs and settings, read-only, and empty folders
 * as images have them (/tmp, /var, /run, /root).
 */
export function hostRoot(): RootTree {
  const tree = createRootTree();
  for (const name of readdirSync("/")) if (programFolders.test(name)) addFromHost(tree, `/${name}`);
  tree.addFolder("/etc");
  const languages = readdirSync("/etc").filter((name) => languageSettings.test(name));
  for (const name of [...settings, ...languages]) addFromHost(tree, `/etc/${name}`);
  tree.addFolder("/tmp", 0o1777);
  tree.addFolder("/var");
  tree.addFolder("/var/tmp", 0o1777);
  tree.addFolder("/run");
  tree.addFolder("/root", 0o700);
  return tree;
}

/** A link stays a link where its target is seen too; otherwise the file itself stands in its place. */
function addFromHost(tree: RootTree, path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || !existsSync(path)) return;
  const real = realpathSync(path);
  if (!found.isSymbolicLink()) tree.addHost(path, path);
  else if (programFolders.test(real.split("/")[1] ?? "")) tree.addLink(path, readlinkSync(path));
  else tree.addHost(path, real);
}
