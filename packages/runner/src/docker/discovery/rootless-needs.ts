import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { hostname, release } from "node:os";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import type { PodmanInfo } from "./podman-info.ts";
import { orSandbox } from "./sandbox-advice.ts";

/** Something that an ordinary user's Podman lacks on its machine, in words that follow its name. */
export interface RootlessLack {
  readonly what: string;
  readonly fix: string;
  /** The Pods that it runs all the same, where it does not run all. */
  readonly runsOnly?: string;
}

const runsOnly = "Pods with hostNetwork only";

/** How a Pod runs without a network of its own. */
export const networkFix: string = `give the Pod \`hostNetwork: true\` by a PodTemplate or the config (docs/engines.md)${orSandbox}`;
export const deviceFix: string = `let its user open /dev/net/tun (as root: modprobe tun; chmod 666 /dev/net/tun)\nor ${networkFix}`;
export const networkProgramFix: string = `install slirp4netns (for Podman 5: passt)\nor ${networkFix}`;
export const idsFix: string =
  "give its user more (as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER; newuidmap, of the package uidmap, must be there), then: podman system migrate";

const device = "/dev/net/tun";

/** What this process sees of the machine. */
export interface OwnView {
  readonly kernel: string;
  readonly hostname: string;
  readonly userId: number | undefined;
  /** Why it cannot open a device for reading and writing; undefined where it can. */
  readonly refusalOf: (path: string) => Promise<string | undefined>;
}

/**
 * Why an ordinary user's Podman gives Pods no network of their own, as far as this process can see. To be known before it tries: once
 * Podman 4 has failed, it fails with words that say nothing. What cannot be known is left to those words.
 */
export async function networkLack(
  { host }: PodmanInfo,
  endpoint: EngineEndpoint,
  view: OwnView = ownView,
): Promise<RootlessLack | undefined> {
  if (!host.security?.rootless) return undefined;
  const { slirp4netns, pasta } = host;
  if (slirp4netns && !slirp4netns.executable && !pasta?.executable) {
    return { what: "has neither slirp4netns nor pasta, and so no network for a Pod", fix: networkProgramFix, runsOnly };
  }
  if (!(await isSeenFromHere(host, endpoint, view))) return undefined;
  const refusal = await view.refusalOf(device);
  return refusal === undefined
    ? undefined
    : { what: `has no network for a Pod: this user cannot open ${device} (${refusal})`, fix: deviceFix, runsOnly };
}

/**
 * Whether what this process may open is what an engine may open: it is this very user's, who is not root, and listens where this process
 * finds it. In a container with its socket there are other devices under the same kernel.
 */
async function isSeenFromHere(host: PodmanInfo["host"], endpoint: EngineEndpoint, view: OwnView): Promise<boolean> {
  if (host.kernel !== view.kernel || host.hostname !== view.hostname || !view.userId) return false;
  if (endpoint.kind !== "socket" || host.remoteSocket?.path?.replace(/^unix:(\/\/)?/, "") !== endpoint.path)
    return false;
  return await stat(endpoint.path).then(
    ({ uid }) => uid === view.userId,
    () => false,
  );
}

const ownView: OwnView = {
  kernel: release(),
  hostname: hostname(),
  userId: process.getuid?.(),
  async refusalOf(path) {
    try {
      await access(path, constants.R_OK | constants.W_OK);
      return undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  },
};
