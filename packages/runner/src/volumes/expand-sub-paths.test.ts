import { expect, test } from "vitest";
import { expandSubPaths } from "./expand-sub-paths.ts";

const environment = new Map([
  ["POD", "pod-1"],
  ["EMPTY", ""],
  ["UP", "../.."],
]);

test("a subPathExpr becomes a subPath by the container's variables", () => {
  const mount = { name: "v", mountPath: "/m", subPathExpr: "logs/$(POD)/$$(POD)" };
  const plain = { name: "v", mountPath: "/n", subPath: "$(POD)" };
  expect(expandSubPaths([mount, plain], environment, "here")).toMatchObject({
    ok: true,
    value: [{ name: "v", mountPath: "/m", subPath: "logs/pod-1/$(POD)" }, plain],
  });
});

test("a subPathExpr is refused with variables that are missing or empty, or out of the volume", () => {
  const mounts = ["$(NONE)/$(EMPTY)", "a/$(UP)"].map((subPathExpr) => ({ name: "v", mountPath: "/m", subPathExpr }));
  expect(expandSubPaths(mounts, environment, "here")).toMatchObject({
    ok: false,
    problems: [
      {
        code: "POD_INVALID",
        what: "NONE, EMPTY have no value; on Kubernetes the container would not start",
        where: "here.volumeMounts[0].subPathExpr",
      },
      { what: "subPath a/../.. leads out of its volume", where: "here.volumeMounts[1].subPathExpr" },
    ],
  });
});
