import type { Pod, PodSpec } from "@podwright/core";
import type { ContainerCreateOptions, HostConfig } from "dockerode";
import { roleLabel } from "../engine/remove-runs.ts";

/** The container that holds a Pod's network and IPC, its volumes and its ports. */
export interface PausePlace {
  readonly image: string;
  readonly pod: Pod;
  readonly hostname: string;
  readonly network: PodNetwork;
  readonly binds: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** `own`: behind the engine's bridge, as a Pod has it; `host`: the engine's machine's; `none`: only loopback. */
export type PodNetwork = "own" | "host" | "none";

const networkModes = { own: "bridge", host: "host", none: "none" } as const;

export function pauseBody({ image, pod, hostname, network, binds, labels }: PausePlace): ContainerCreateOptions {
  const { spec } = pod;
  const ports = network === "own" ? hostPorts(pod) : {};
  return {
    Image: image,
    ...(spec?.hostNetwork ? {} : { Hostname: hostname }),
    Labels: { ...labels, [roleLabel]: "pause" },
    ExposedPorts: Object.fromEntries(Object.keys(ports).map((port) => [port, {}])),
    HostConfig: {
      NetworkMode: networkModes[network],
      IpcMode: spec?.hostIPC ? "host" : "shareable",
      ...(spec?.hostPID ? { PidMode: "host" } : {}),
      Binds: [...binds],
      PortBindings: ports,
      ...podNames(spec),
      Sysctls: Object.fromEntries((spec?.securityContext?.sysctls ?? []).map(({ name, value }) => [name, value])),
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      LogConfig: { Type: "none", Config: {} },
    },
  };
}

/** What `/etc/hosts` and `/etc/resolv.conf` say, which containers share with their network. */
export function podNames(
  spec: PodSpec | undefined,
): Pick<HostConfig, "ExtraHosts" | "Dns" | "DnsSearch" | "DnsOptions"> {
  const { nameservers = [], searches = [], options = [] } = spec?.dnsConfig ?? {};
  return {
    ExtraHosts: (spec?.hostAliases ?? []).flatMap(({ ip, hostnames = [] }) => hostnames.map((name) => `${name}:${ip}`)),
    ...(nameservers.length > 0 ? { Dns: [...nameservers] } : {}),
    ...(searches.length > 0 ? { DnsSearch: [...searches] } : {}),
    ...(options.length > 0
      ? { DnsOptions: options.map(({ name, value }) => (value === undefined ? `${name}` : `${name}:${value}`)) }
      : {}),
  };
}

/** `hostPort` takes a port of the engine's machine. */
function hostPorts({ spec }: Pod): Record<string, { HostIp: string; HostPort: string }[]> {
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap(({ ports = [] }) => ports);
  return Object.fromEntries(
    all.flatMap(({ containerPort, hostPort, hostIP = "", protocol = "TCP" }) =>
      hostPort
        ? [[`${containerPort}/${protocol.toLowerCase()}`, [{ HostIp: hostIP, HostPort: String(hostPort) }]]]
        : [],
    ),
  );
}
