import type { FieldSchema } from "../../../kubernetes/field-schema.ts";
import { newerFields } from "../../../kubernetes/gen/newer-fields.ts";
import { schema } from "../../../kubernetes/gen/schema.ts";
import { structType } from "../../../kubernetes/struct-type.ts";
import type { Draft } from "../../../merge/draft.ts";
import type { Origin } from "../../../merge/origin.ts";
import { ownField, ownItem } from "../../../merge/own-field.ts";
import { removeField } from "../../../merge/write-field.ts";
import type { Layer } from "../../layer.ts";

/**
 * Takes away what the Kubernetes library that Flyte 1 is built with does not know: it reads templates and tasks without such fields.
 * @source k8s.io/api v0.34.1, in the go.mod of flyteorg/flyte v1.16.8
 */
export const knownFields: Layer = {
  name: "known-fields",
  apply(draft) {
    removeNewer(draft, draft.spec, "corev1.PodSpec");
  },
};

const own: Origin = { layer: knownFields.name };

type Holder = Readonly<Record<string, unknown>>;

function removeNewer(draft: Draft, holder: object, type: string): void {
  for (const name of newerFields[type] ?? []) removeField(draft, holder as Holder, name, own);
  for (const { name, field } of fieldsToSearch(type)) {
    const value = (holder as Holder)[name];
    if (!hasNewer(field, value)) continue;
    if (field.kind === "struct")
      removeNewer(draft, ownField(draft, holder as Holder, name, own) as object, field.type ?? "");
    else
      for (const [index, item] of (value as readonly unknown[]).entries())
        if (hasNewer(field.elem, item))
          removeNewer(
            draft,
            ownItem(draft, holder as Readonly<Record<string, object[]>>, name, index),
            field.elem?.type ?? "",
          );
  }
}

type Kind = Pick<FieldSchema, "kind" | "type" | "elem">;

/** Whether a value holds a newer field anywhere. */
function hasNewer(kind: Kind | undefined, value: unknown): boolean {
  if (value === undefined || value === null || kind === undefined) return false;
  if (kind.kind === "slice") return (value as readonly unknown[]).some((item) => hasNewer(kind.elem, item));
  if (kind.kind !== "struct") return false;
  const holder = value as Holder;
  return (
    (newerFields[kind.type ?? ""] ?? []).some((name) => holder[name] !== undefined) ||
    fieldsToSearch(kind.type ?? "").some(({ name, field }) => hasNewer(field, holder[name]))
  );
}

interface SearchedField {
  readonly name: string;
  readonly field: FieldSchema;
}

/** The fields of a type below which newer ones may stand. */
function fieldsToSearch(type: string): readonly SearchedField[] {
  return searched.get(type) ?? none;
}

const none: readonly SearchedField[] = [];

const searched: ReadonlyMap<string, readonly SearchedField[]> = searchedFields();

function searchedFields(): ReadonlyMap<string, readonly SearchedField[]> {
  const reaching = new Set(Object.keys(newerFields));
  const leadsOn = ({ kind, type, elem }: FieldSchema) => reaching.has((kind === "slice" ? elem?.type : type) ?? "");
  for (let before = -1; before < reaching.size; ) {
    before = reaching.size;
    for (const type of Object.keys(schema)) if ([...structType(type).fields.values()].some(leadsOn)) reaching.add(type);
  }
  return new Map(
    [...reaching].map((type) => {
      const fields = new Set([...structType(type).fields.values()].filter(leadsOn));
      return [type, [...fields].map((field) => ({ name: field.name, field }))];
    }),
  );
}
