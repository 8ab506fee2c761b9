import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { structType } from "../kubernetes/struct-type.ts";
import type { Sourced } from "./merge-struct.ts";
import type { Recorder } from "./recorder.ts";

/** A struct as Go holds it: structs behind pointers and maps are objects, scalars behind pointers boxes, which several structs may share. */
export type GoStruct = Record<string, unknown>;

/** Whether a field holds the address of a scalar. */
export function isBoxed({ kind, pointer }: FieldSchema): boolean {
  return pointer === true && kind !== "struct";
}

export function fieldOf(type: string, name: string): FieldSchema {
  const field = structType(type).fields.get(name);
  if (!field) throw new TypeError(`${type} has no field ${name}`);
  return field;
}

/** A struct of its own, nothing of which is shared with the value. */
export function toGoMemory(recorder: Recorder, { value, origin }: Sourced, type: string): GoStruct {
  const struct: GoStruct = {};
  for (const [name, field] of Object.entries(value)) {
    const schema = fieldOf(type, name);
    const own = recorder.originOf(value, name, origin);
    recorder.took(struct, name, value, origin);
    if (schema.kind === "struct") struct[name] = toGoMemory(recorder, { value: field, origin: own }, schema.type ?? "");
    else if (schema.kind === "map") struct[name] = copyEntries(recorder, { value: field, origin: own });
    else if (isBoxed(schema)) struct[name] = copyEntries(recorder, { value, origin }, [name]);
    else struct[name] = field;
  }
  return struct;
}

/** The struct as Go assigns it: what it holds by pointer or as a map is shared with the original. */
export function assignStruct(recorder: Recorder, { value, origin }: Sourced, type: string): GoStruct {
  const struct = copyEntries(recorder, { value, origin });
  for (const name of Object.keys(struct)) {
    const { kind, pointer, type: inner } = fieldOf(type, name);
    if (kind !== "struct" || pointer) continue;
    const own = recorder.originOf(value, name, origin);
    struct[name] = assignStruct(recorder, { value: struct[name] as GoStruct, origin: own }, inner ?? "");
  }
  return struct;
}

/** The plain value of a struct, as it stands now. */
export function fromGoMemory<T extends object>(recorder: Recorder, { value, origin }: Sourced, type: string): T {
  const plain: GoStruct = {};
  for (const [name, field] of Object.entries(value)) {
    const schema = fieldOf(type, name);
    const boxed = isBoxed(schema);
    const own = recorder.originOf(value, name, origin);
    recorder.took(plain, name, boxed ? (field as object) : value, boxed ? own : origin);
    if (schema.kind === "struct")
      plain[name] = fromGoMemory(recorder, { value: field, origin: own }, schema.type ?? "");
    else plain[name] = boxed ? (field as GoStruct)[name] : field;
  }
  return plain as T;
}

/** A box holds its scalar under the field's own name. */
export function copyEntries(
  recorder: Recorder,
  { value, origin }: Sourced,
  names: readonly string[] = Object.keys(value),
): GoStruct {
  const copy: GoStruct = {};
  for (const name of names) {
    recorder.took(copy, name, value, origin);
    copy[name] = (value as GoStruct)[name];
  }
  return copy;
}
