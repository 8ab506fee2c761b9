import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { release } from "node:os";
import type { PodmanInfo } from "./podman-info.ts";

/** Something that an ordinary user's Podman lacks on its machine, in words that follow its name. */
export interface RootlessLack {
  readonly what: string;
  readonly fix: string;
}

/** What mends Podman's networks, and who does without. */
const withoutNetwork = "give the Pod `hostNetwork: true`, or use --engine sandbox";

export const deviceFix: string = `let its user open /dev/net/tun (as root: modprobe tun; chmod 666 /dev/net/tun)\nor ${withoutNetwork}`;
export const networkProgramFix: string = `install slirp4netns (for Podman 5: passt)\nor ${withoutNetwork}`;
export const idsFix: string =
  "give its user more (as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER; newuidmap, of the package uidmap, must be there), then: podman system migrate";

const device = "/dev/net/tun";

/**
 * Why an ordinary user's Podman gives Pods no network of their own, as far as this process can see: as root, it cannot see what that
 * user may open. To be known before it tries: once Podman 4 has failed, it fails with words that say nothing.
 */
export async function networkLack({ host }: PodmanInfo): Promise<RootlessLack | undefined> {
  if (!host.security?.rootless) return undefined;
  const { slirp4netns, pasta } = host;
  if (slirp4netns && !slirp4netns.executable && !pasta?.executable) {
    return { what: "has neither slirp4netns nor pasta, and so no network for a Pod", fix: networkProgramFix };
  }
  if (host.kernel !== release() || process.getuid?.() === 0) return undefined;
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { what: `has no network for a Pod: this user cannot open ${device} (${code})`, fix: deviceFix };
  }
}
