import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { rootlessHost } from "../../../../../test/support/fake-podman.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import { networkLack, type OwnView } from "./rootless-needs.ts";

const folder = mkdtempSync(join(tmpdir(), "podwright-needs-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "podman.sock");
writeFileSync(path, "");
if (process.getuid?.() === 0) chownSync(path, 65_534, 65_534);
const userId = statSync(path).uid;

/** Its user's, on its machine, with no such device. */
const view: OwnView = {
  ...{ kernel: rootlessHost.kernel, hostname: rootlessHost.hostname, userId },
  refusalOf: async (device) => `ENOENT of ${device}`,
};
const host = { ...rootlessHost, remoteSocket: { path } };
const socket: EngineEndpoint = { kind: "socket", path };

const deviceLack = {
  what: "has no network for a Pod: this user cannot open /dev/net/tun (ENOENT of /dev/net/tun)",
  fix: "let its user open /dev/net/tun (as root: modprobe tun; chmod 666 /dev/net/tun)\nor give the Pod `hostNetwork: true` by a PodTemplate or the config (docs/engines.md), or use --engine sandbox",
  runsOnly: "Pods with hostNetwork only",
};
const programLack = {
  what: "has neither slirp4netns nor pasta, and so no network for a Pod",
  fix: "install slirp4netns (for Podman 5: passt)\nor give the Pod `hostNetwork: true` by a PodTemplate or the config (docs/engines.md), or use --engine sandbox",
  runsOnly: "Pods with hostNetwork only",
};
const none = { executable: "" };

const cases = [
  { name: "the device that its own user cannot open", want: deviceLack },
  { name: "the same in the words of Podman 5", host: { remoteSocket: { path: `unix://${path}` } }, want: deviceLack },
  { name: "nothing where the device can be opened", view: { refusalOf: async () => undefined } },
  { name: "nothing that this process cannot see: a socket of another user", view: { userId: userId + 1 } },
  { name: "nothing that root cannot see", view: { userId: 0 } },
  {
    name: "nothing that this process cannot see: a socket mounted elsewhere",
    host: { remoteSocket: { path: "/run/x" } },
  },
  { name: "nothing that this process cannot see: a container's host name", view: { hostname: "4f6a" } },
  { name: "nothing that this process cannot see: another kernel", view: { kernel: "6.2" } },
  {
    name: "nothing that this process cannot see: a Podman that is dialled",
    endpoint: { kind: "tcp", host: "h", port: 1 },
  },
  {
    name: "nothing that this process cannot see: a socket that is gone",
    endpoint: { kind: "socket", path: "/nowhere" },
  },
  { name: "nothing of root's", host: { security: { rootless: false }, slirp4netns: none } },
  {
    name: "the program for networks, whoever asks",
    host: { slirp4netns: none },
    view: { userId: 0 },
    want: programLack,
  },
  {
    name: "no program where there is pasta",
    host: { slirp4netns: none, pasta: { executable: "/usr/bin/pasta" } },
    view: { userId: 0 },
  },
] satisfies readonly Case[];

interface Case {
  readonly name: string;
  readonly host?: object;
  readonly view?: Partial<OwnView>;
  readonly endpoint?: EngineEndpoint;
  readonly want?: object;
}

describe("what an ordinary user's Podman lacks for networks", () => {
  test.each<Case>(cases)("is $name", async (one) => {
    const { endpoint = socket, want } = one;
    const lack = await networkLack({ host: { ...host, ...one.host } }, endpoint, { ...view, ...one.view });
    expect(lack).toEqual(want);
  });
});
