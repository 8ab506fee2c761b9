import { getTextEncoding } from "@bufbuild/protobuf/wire";
import type { Secret } from "../flyte/gen/flyteidl2/core/security_pb.js";
import { Secret_MountType } from "../flyte/gen/flyteidl2/core/security_pb.js";
import { base32 } from "../go/base32.ts";
import { failure, type Result, success } from "../problem/problem.ts";

/**
 * How Flyte 1 tells its webhook of a task's secrets: an annotation each, the request for it as protobuf text in base 32.
 * @problems SECRET_INVALID
 * @source pluginmachinery/utils/secrets/marshaler.go MarshalSecretsToMapStrings, flyteorg/flyte v1.16.8
 */
export function secretAnnotations(secrets: readonly Secret[]): Result<Readonly<Record<string, string>>> {
  const annotations: Record<string, string> = {};
  for (const [index, secret] of secrets.entries()) {
    const { mountRequirement } = secret;
    if (Secret_MountType[mountRequirement] === undefined) {
      return failure({
        code: "SECRET_INVALID",
        what: `invalid mount requirement [${mountRequirement}]`,
        where: `the task, securityContext.secrets[${index}].mountRequirement`,
        fix: "give one of ANY, ENV_VAR, FILE",
      });
    }
    annotations[`flyte.secrets/s${index}`] = base32(getTextEncoding().encodeUtf8(protobufText(secret)));
  }
  return success(annotations);
}

/** @source github.com/golang/protobuf proto.MarshalTextString, v1.5 */
function protobufText({ group, groupVersion, key, mountRequirement, envVar }: Secret): string {
  const lines = [
    group && `group: ${quoted(group)}`,
    groupVersion && `group_version: ${quoted(groupVersion)}`,
    key && `key: ${quoted(key)}`,
    mountRequirement && `mount_requirement: ${Secret_MountType[mountRequirement]}`,
    envVar && `env_var: ${quoted(envVar)}`,
  ];
  return lines.flatMap((line) => (line ? [`${line}\n`] : [])).join("");
}

/** Bytes that are no printable ASCII are written in octal. */
function quoted(text: string): string {
  const bytes = [...getTextEncoding().encodeUtf8(text)].map((byte) => {
    const escaped = escapes.get(byte);
    if (escaped) return escaped;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}

/** By their codes. */
const escapes: ReadonlyMap<number, string> = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
]);
