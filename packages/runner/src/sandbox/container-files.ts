import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pod } from "@podwright/core";

/** What a Pod's /etc/hostname is called in the folder of its run. */
export const hostnameFile = "hostname";

/** Files of /etc that are made for a Pod, whatever the umask: path in the container → file on this machine. */
export async function writeEtcFiles(folder: string, pod: Pod, hostname: string): Promise<ReadonlyMap<string, string>> {
  const contents: readonly (readonly [string, string])[] = [
    [hostnameFile, `${hostname}\n`],
    ["hosts", hosts(await readFile("/etc/hosts", "utf8").catch(() => "127.0.0.1\tlocalhost\n"), pod, hostname)],
    ["passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"],
    ["group", "root:x:0:\nnogroup:x:65534:\n"],
  ];
  const written = new Map<string, string>();
  for (const [name, text] of contents) {
    const file = join(folder, name);
    await writeFile(file, text);
    await chmod(file, 0o644);
    written.set(`/etc/${name}`, file);
  }
  return written;
}

/** The machine's own, as its network is shared, with the Pod's name and `hostAliases`. */
function hosts(machine: string, { spec }: Pod, hostname: string): string {
  const aliases = (spec?.hostAliases ?? []).map(({ ip, hostnames = [] }) => `${ip}\t${hostnames.join("\t")}`);
  return [machine.trimEnd(), `127.0.0.1\t${hostname}`, ...aliases, ""].join("\n");
}
