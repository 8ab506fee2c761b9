import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface PodmanSettings {
  readonly graphRoot: string;
  readonly runRoot: string;
  /** `podwright`: a bridge of its own, as that of Podman's default network has one name for all Podmans of a machine. */
  readonly network: "podwright" | "podman";
}

/** @returns the environment that makes podman read them, and nothing of this machine's */
export function writePodmanSettings(folder: string, settings: PodmanSettings): NodeJS.ProcessEnv {
  const { graphRoot, runRoot, network } = settings;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const containers = file(
    "containers.conf",
    `[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
[network]
network_backend = "netavark"
default_network = "${network}"
default_rootless_network_cmd = "slirp4netns"
`,
  );
  const storage = `[storage]\ndriver = "overlay"\ngraphroot = "${graphRoot}"\nrootless_storage_path = "${graphRoot}"\nrunroot = "${runRoot}"\n`;
  mkdirSync(join(folder, "networks"));
  if (network === "podwright") file("networks/podwright.json", JSON.stringify(ownNetwork()));
  file("policy.json", '{"default":[{"type":"insecureAcceptAnything"}]}');
  return {
    CONTAINERS_CONF: containers,
    CONTAINERS_STORAGE_CONF: file("storage.conf", storage),
    CONTAINERS_REGISTRIES_CONF: file("registries.conf", '[[registry]]\nlocation = "127.0.0.1"\ninsecure = true\n'),
  };
}

function ownNetwork(): object {
  const id = randomBytes(32).toString("hex");
  const prefix = `10.${100 + Math.floor(Math.random() * 100)}.${Math.floor(Math.random() * 256)}`;
  return {
    ...{ name: "podwright", id, driver: "bridge", network_interface: `pw${id.slice(0, 8)}` },
    ...{ created: new Date().toISOString(), subnets: [{ subnet: `${prefix}.0/24`, gateway: `${prefix}.1` }] },
    ...{ ipv6_enabled: false, internal: false, dns_enabled: false, ipam_options: { driver: "host-local" } },
  };
}
