import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { Secret_MountType, SecretSchema } from "../flyte/gen/flyteidl2/core/security_pb.js";
import { secretAnnotations } from "./secret-annotations.ts";

test("each secret becomes protobuf text in base 32, without padding", () => {
  const secrets = [
    create(SecretSchema, { group: "g", key: "k", mountRequirement: Secret_MountType.ENV_VAR }),
    create(SecretSchema, { group: 'a"b\n', groupVersion: "ü" }),
  ];
  const annotations = secretAnnotations(secrets);
  expect(annotations.ok && annotations.value).toEqual({
    "flyte.secrets/s0": "m4zg54lqhiqcezzcbjvwk5j1eargwiqknvxxk2tul4zgk3lvnfzgk2lfnz1duicfjzlf5vsbkifa",
    "flyte.secrets/s1": base32Of('group: "a\\"b\\n"\ngroup_version: "\\303\\274"\n'),
  });
});

test("a way to mount that Flyte does not know is refused in its words", () => {
  const refused = secretAnnotations([create(SecretSchema, { mountRequirement: 9 as Secret_MountType })]);
  expect(refused.ok ? [] : refused.problems.map(({ code, what }) => [code, what])).toEqual([
    ["SECRET_INVALID", "invalid mount requirement [9]"],
  ]);
});

/** By way of a big integer, as the encoder does not go. */
function base32Of(ascii: string): string {
  const bits = [...ascii].map((character) => character.charCodeAt(0).toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => "abcdefghijklmnopqrstuvwxyz123456"[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}
