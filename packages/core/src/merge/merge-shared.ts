import { copyEntries, fieldOf, type GoStruct, isBoxed } from "./go-memory.ts";
import { overrides, type Sourced } from "./merge-struct.ts";
import type { Recorder } from "./recorder.ts";

/**
 * As `mergeStruct`, but in place and sharing what mergo shares: a pointer that the lower struct lacks becomes the higher one's own, and what is
 * written through it later shows in both.
 * @param type - of both, `corev1.Container`
 * @source github.com/imdario/mergo v0.3.16 deepMerge
 */
export function mergeShared(recorder: Recorder, low: Sourced<GoStruct>, high: Sourced<GoStruct>, type: string): void {
  const target = low.value;
  const source = high.value;
  for (const name of Object.keys(source)) {
    const field = fieldOf(type, name);
    const value = source[name];
    const higher = { value: value as GoStruct, origin: recorder.originOf(source, name, high.origin) };
    if (target[name] === undefined) {
      recorder.took(target, name, source, high.origin);
      target[name] = value;
      if (field.kind === "map") target[name] = copyEntries(recorder, higher);
      if (field.kind === "struct" && !field.pointer) {
        target[name] = {};
        mergeShared(recorder, { value: target[name] as GoStruct, origin: higher.origin }, higher, field.type ?? "");
      }
      continue;
    }
    const lower = { value: target[name] as GoStruct, origin: recorder.originOf(target, name, low.origin) };
    if (field.kind === "struct") {
      recorder.joined(target, name, source, high.origin);
      mergeShared(recorder, lower, higher, field.type ?? "");
    } else if (field.kind === "map") {
      recorder.joined(target, name, source, high.origin);
      for (const key of Object.keys(higher.value)) write(recorder, lower.value, higher, key);
    } else if (field.kind === "slice") {
      appendSlice(recorder, target, { name, lower, higher, source: high });
    } else {
      const boxed = isBoxed(field);
      const holder = boxed ? lower.value : target;
      const from = boxed ? higher : high;
      if (overrides(from.value[name], holder[name], field.type === "intstr.IntOrString"))
        write(recorder, holder, from, name);
      else recorder.kept(holder, name, from.value, from.origin);
    }
  }
}

function write(recorder: Recorder, target: GoStruct, { value, origin }: Sourced<GoStruct>, key: string): void {
  recorder.took(target, key, value, origin);
  target[key] = value[key];
}

interface Appended {
  readonly name: string;
  readonly lower: Sourced;
  readonly higher: Sourced;
  readonly source: Sourced;
}

function appendSlice(recorder: Recorder, target: GoStruct, { name, lower, higher, source }: Appended): void {
  recorder.joined(target, name, source.value, source.origin);
  const first = { items: lower.value as readonly unknown[], origin: lower.origin };
  const second = { items: higher.value as readonly unknown[], origin: higher.origin };
  const items = first.items.concat(second.items);
  recorder.concatenated(items, first, second);
  target[name] = items;
}
