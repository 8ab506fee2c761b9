import { describe, expect, test } from "vitest";
import { engineRefusal, knownImageFix } from "./engine-error.ts";

const engine = { title: "Podman 4.3.1", place: "/run/podman/podman.sock" };

const room = /^make room/;
const ids = /^give its user more \(as root: usermod --add-subuids/;
const device = /^let its user open \/dev\/net\/tun/;
const program = /^install slirp4netns/;
const without = /^give the Pod `hostNetwork: true`/;
const log = /^see the engine's own log$/;

const cases = [
  { said: "writing blob: storing blob to file: write /x: no space left on device", fix: room, ofImage: room },
  {
    said: "potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid",
    fix: ids,
    ofImage: ids,
  },
  { said: 'slirp4netns failed: "open(\\"/dev/net/tun\\"): Permission denied"', fix: device },
  { said: "could not find slirp4netns, the network namespace can't be configured: exec: not found", fix: program },
  { said: 'could not find "slirp4netns" in one of [/usr/libexec/podman]', fix: program },
  { said: "could not find pasta, the network namespace can't be configured: exec: not found", fix: program },
  { said: "failed to start slirp4netns process: fork/exec /x: exec format error", fix: program },
  { said: "slirp4netns failed", fix: without },
  { said: "pasta failed with exit code 1:\nCouldn't open network namespace", fix: without },
  {
    said: "OCI runtime error: runc: runc create failed: error setting rlimit type 7: operation not permitted",
    fix: /^let Podman ask for no more .*\n\[containers\]\ndefault_ulimits = \["nofile=20000:20000", "nproc=4096:4096"\]$/,
  },
  { said: "rootlessport cannot expose privileged port 80", fix: /^give hostPort 1024/ },
  { said: "no such container pasta", fix: log },
  { said: "initializing source docker://docker.io/x/pasta:1: reading manifest 1: manifest unknown", fix: log },
  { said: "no such volume slirp4netns", fix: log },
];

describe("what to do about what an engine says", () => {
  test.each(cases)("of a container: $said", ({ said, fix }) => {
    expect(engineRefusal(said, engine).fix).toMatch(fix);
  });

  test.each(cases)("of an image: $said", ({ said, ofImage }) => {
    expect(knownImageFix(said)).toEqual(ofImage === undefined ? undefined : expect.stringMatching(ofImage));
  });

  test("of an image whose name has words of it", () => {
    expect(knownImageFix("initializing source docker://registry/dev/net/tun:1: manifest unknown")).toBeUndefined();
  });
});
