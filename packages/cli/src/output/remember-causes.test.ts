import { expect, it } from "vitest";
import { rememberCauses } from "./remember-causes.ts";

it("tells a cause once, wherever it stands and from whichever port the tries went", () => {
  const short = rememberCauses();
  const cause = (port: number) => `pulling from host reg:5000: read udp 10.0.0.1:${port}->10.96.0.10:53: i/o timeout`;
  const said = [
    `main: Failed: Failed to pull image "reg:5000/a": ${cause(40_001)}`,
    `waiting: container main: ErrImagePull: ${cause(40_001)}`,
    `waiting: container main: ImagePullBackOff: Back-off pulling image "reg:5000/a": ErrImagePull: ${cause(40_002)}`,
    `waiting: container main: ErrImagePull: pulling from host reg:5001: no such host`,
    "main: Pulled: done",
    "FailedScheduling: 0/1 nodes are available",
    "waiting: Unschedulable: 0/1 nodes are available",
  ];
  expect(said.map(short)).toEqual([
    said[0],
    "waiting: container main: ErrImagePull",
    `waiting: container main: ImagePullBackOff: Back-off pulling image "reg:5000/a": ErrImagePull`,
    said[3],
    said[4],
    said[5],
    "waiting: Unschedulable",
  ]);
});
