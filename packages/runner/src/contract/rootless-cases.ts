import { identityCases } from "./identity-cases.ts";
import { ownershipCases } from "./ownership-cases.ts";
import type { PodCase } from "./pod-case.ts";
import { podCases } from "./pod-cases.ts";
import { rootCases } from "./root-cases.ts";
import { sharedProcessCases } from "./shared-process-cases.ts";
import { volumeCases } from "./volume-cases.ts";
import { volumeFileCases } from "./volume-file-cases.ts";

const ofUsers: readonly PodCase[] = [
  ...[...rootCases, ...identityCases, ...ownershipCases, ...sharedProcessCases],
  ...[...volumeCases, ...volumeFileCases],
];

/**
 * What `npm run test:docker` runs on an ordinary user's Podman. The whole suite takes more than two minutes there, and what is started when
 * is the same code for every engine: here is all that hangs on whose Podman it is (users, volumes, roots, processes, what is dialled), and
 * the first Pod of every other feature.
 */
export const rootlessCases: readonly PodCase[] = podCases.filter(
  (podCase, index) => ofUsers.includes(podCase) || isDialled(podCase) || isFirst(index),
);

/** Whether something in it is asked over a connection. */
function isDialled({ spec }: PodCase): boolean {
  return /"(httpGet|tcpSocket|grpc)":/.test(JSON.stringify(spec));
}

/** Whether it is the first one of its feature. */
function isFirst(index: number): boolean {
  return podCases.findIndex(({ feature }) => feature === podCases[index]?.feature) === index;
}
