import { expect, it } from "vitest";
import { meantSemantics } from "./meant-semantics.ts";

it("knows semantics by Flyte's versions and by slips of the pen", () => {
  const words = [
    "2.0",
    "2",
    "v2",
    "v2.0.43",
    "Flyte2",
    "1",
    "1.16",
    "v1.16.8",
    "flyte_1.16",
    "podwrigth",
    "1.1",
    "2.1",
    "3",
    "helm",
  ];
  expect(words.map((word) => [word, meantSemantics(word)])).toEqual([
    ["2.0", "flyte-2.0"],
    ["2", "flyte-2.0"],
    ["v2", "flyte-2.0"],
    ["v2.0.43", "flyte-2.0"],
    ["Flyte2", "flyte-2.0"],
    ["1", "flyte-1.16"],
    ["1.16", "flyte-1.16"],
    ["v1.16.8", "flyte-1.16"],
    ["flyte_1.16", "flyte-1.16"],
    ["podwrigth", "podwright"],
    ["1.1", undefined],
    ["2.1", undefined],
    ["3", undefined],
    ["helm", undefined],
  ]);
});
