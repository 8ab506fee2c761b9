import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { valueOrThrow } from "../problem/problem-error.ts";
import { TypedInterfaceSchema } from "./gen/flyteidl2/core/interface_pb.js";
import { SimpleType } from "./gen/flyteidl2/core/types_pb.js";
import { decodeInterface, decodeVariableMap, encodeInterface, encodeVariableMap } from "./typed-interface.ts";

/** What Flyte's own code hands the copilot for one integer output. */
const oneInteger = "EgsKCQoBeBIECgIIAQ==";

test("reads an interface as Flyte writes it, and writes it the same", () => {
  const typedInterface = valueOrThrow(decodeInterface(oneInteger, "--interface"));
  const [output] = typedInterface.outputs?.variables ?? [];
  expect([output?.key, output?.value?.type?.type]).toEqual(["x", { case: "simple", value: SimpleType.INTEGER }]);
  expect(encodeInterface(typedInterface)).toBe(oneInteger);
});

test("keeps the order of the variables", () => {
  const variables = ["b", "a"].map((key) => ({ key }));
  const { inputs } = create(TypedInterfaceSchema, { inputs: { variables } });
  const base64 = encodeVariableMap(inputs!);
  expect(base64).toBe("CgMKAWIKAwoBYQ==");
  expect(valueOrThrow(decodeVariableMap(base64, "--input-interface")).variables.map(({ key }) => key)).toEqual([
    "b",
    "a",
  ]);
});

test.each([
  {
    name: "what is not base64",
    text: "%%%",
    want: "the value is no base64 of a flyteidl2.core.TypedInterface: invalid base64 string",
  },
  {
    name: "base64 of something else",
    text: "AAEC",
    want: "the value is no base64 of a flyteidl2.core.TypedInterface: byte 0, flyteidl2.core.TypedInterface: illegal tag: field no 0 wire type 0",
  },
])("refuses $name", ({ text, want }) => {
  expect(decodeInterface(text, "--interface")).toMatchObject({
    ok: false,
    problems: [{ code: "INTERFACE_INVALID", what: want, where: "--interface" }],
  });
});
