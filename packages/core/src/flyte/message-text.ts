import type { DescEnum, DescField, DescMessage, MessageShape } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { quoteGo } from "../go/quote.ts";

/**
 * A message as Go prints it with `%s`: `collection_type:{simple:INTEGER}`. Go puts one space or two between fields, by the program it is
 * compiled into, so that nobody relies on it: here it is one.
 * @source google.golang.org/protobuf/encoding/prototext, v1.36
 */
export function messageText<Schema extends DescMessage>(schema: Schema, message: MessageShape<Schema>): string {
  return fieldsText(reflect(schema, message));
}

function fieldsText(message: ReflectMessage): string {
  return message.fields
    .filter((field) => message.isSet(field))
    .flatMap((field) => fieldTexts(message, field))
    .join(" ");
}

function fieldTexts(message: ReflectMessage, field: DescField): readonly string[] {
  switch (field.fieldKind) {
    case "list":
      return [...message.get(field)].map((item) => `${field.name}:${valueText(item, field.enum)}`);
    case "map":
      return [...message.get(field)].map(
        ([key, value]) => `${field.name}:{key:${valueText(key)} value:${valueText(value, field.enum)}}`,
      );
    default:
      return [`${field.name}:${valueText(message.get(field), field.enum)}`];
  }
}

function valueText(value: unknown, of?: DescEnum): string {
  if (typeof value === "object" && value !== null && "desc" in value) return `{${fieldsText(value as ReflectMessage)}}`;
  if (of) return of.value[value as number]?.name ?? String(value);
  return typeof value === "string" ? quoteGo(value) : String(value);
}
