import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** What people give in place of a task, and what to do about it. */
export interface OtherFile {
  readonly what: string;
  readonly fix: string;
}

/** Tells an archive, and the other messages that `pyflyte package` writes beside tasks; undefined for everything else. */
export function otherFile(bytes: Uint8Array): OtherFile | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return { what: "a gzip archive, as `pyflyte package` writes it", fix: unpack };
  return resourceOf(resourceTypeIn(bytes) ?? 0);
}

const unpack = "unpack it (tar -xzf FILE -C FOLDER) and give one of the .pb files in it that are tasks";

/**
 * The Flyte resource that an identifier says it is of, unless it is a task.
 * @param type - the identifier's resource type, as a number or by its name in JSON
 * @source flyteidl core/identifier.proto ResourceType
 */
export function resourceOf(type: unknown): OtherFile | undefined {
  const name =
    type === 2 || type === "WORKFLOW"
      ? "a workflow"
      : type === 3 || type === "LAUNCH_PLAN"
        ? "a launch plan"
        : undefined;
  return name === undefined
    ? undefined
    : { what: `${name}, not a task`, fix: "give the .pb file of one of its tasks, which lies beside it" };
}

/** Of the identifier that is first in a launch plan, and first in the template of a workflow's spec. */
function resourceTypeIn(bytes: Uint8Array): number | undefined {
  const first = firstField(bytes);
  if (!(first instanceof Uint8Array)) return undefined;
  const second = firstField(first);
  return second instanceof Uint8Array ? typeOf(firstField(second)) : typeOf(second);
}

function typeOf(value: Uint8Array | number | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The value of field 1, where a message begins with it. */
function firstField(bytes: Uint8Array): Uint8Array | number | undefined {
  try {
    const reader = new BinaryReader(bytes);
    const [number, wireType] = reader.tag();
    if (number !== 1) return undefined;
    if (wireType === WireType.Varint) return reader.uint32();
    return wireType === WireType.LengthDelimited ? reader.bytes() : undefined;
  } catch {
    return undefined;
  }
}
