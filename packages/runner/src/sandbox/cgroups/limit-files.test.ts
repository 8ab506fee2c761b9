import { expect, test } from "vitest";
import { containerLimits } from "./container-limits.ts";
import { limitFiles } from "./limit-files.ts";

const limits = { memoryBytes: 1024, cpuMillis: 250 };

test("limits are written as a kubelet and runc write them", () => {
  expect(limitFiles("memory", 1, limits)).toEqual([["memory.limit_in_bytes", "1024"]]);
  expect(limitFiles("cpu", 1, limits)).toEqual([
    ["cpu.cfs_period_us", "100000"],
    ["cpu.cfs_quota_us", "25000"],
  ]);
  expect(limitFiles("memory", 2, limits)).toEqual([
    ["memory.max", "1024"],
    ["memory.oom.group", "1"],
  ]);
  expect(limitFiles("cpu", 2, limits)).toEqual([["cpu.max", "25000 100000"]]);
  expect(limitFiles("cpu", 2, { cpuMillis: 1 })).toEqual([["cpu.max", "1000 100000"]]);
});

test("a container without a limit gets no files", () => {
  expect([limitFiles("memory", 1, { cpuMillis: 1 }), limitFiles("cpu", 2, { memoryBytes: 1 })]).toEqual([[], []]);
});

test("a container's limits are read from its resources, and 0 is none", () => {
  expect(
    containerLimits({ name: "c", resources: { limits: { memory: "1.5Ki", cpu: "0.1", "x.io/gpu": "1" } } }),
  ).toEqual({ memoryBytes: 1536, cpuMillis: 100 });
  expect(containerLimits({ name: "c", resources: { limits: { memory: "0" } } })).toEqual({});
});
