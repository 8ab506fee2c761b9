import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getCACertificates } from "node:tls";
import { sharedLibraries } from "../../packages/runner/src/docker/images/shared-libraries.ts";

/** What runs any program of ours: this Node with its libraries, the CAs that it knows, and a user who is not root. */
export function writeRuntime(folder: string): void {
  copy(process.execPath, join(folder, "bin/node"), 0o755);
  for (const path of sharedLibraries(process.execPath)) copy(path, join(folder, path), 0o755);
  // Mozilla's list as it comes with Node: this machine's own may hold its owner's CAs.
  write(join(folder, "etc/ssl/certs/ca-certificates.crt"), `${getCACertificates("bundled").join("\n")}\n`);
  write(join(folder, "etc/passwd"), "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n");
  write(join(folder, "etc/group"), "root:x:0:\nnonroot:x:65532:\n");
  // glibc's own order would ask the DNS for what /etc/hosts has.
  write(join(folder, "etc/nsswitch.conf"), "hosts: files dns\n");
  mkdirSync(join(folder, "tmp"));
  chmodSync(join(folder, "tmp"), 0o1777);
}

function copy(from: string, to: string, mode: number): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, mode);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}
