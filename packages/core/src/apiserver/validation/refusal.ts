import { escapeAsGo } from "../../go/escape-as-go.ts";
import { quoteGo } from "../../go/quote.ts";

/** Why the API server refuses a field, in its own words. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The field's path, `spec.containers[0].image`. */
  readonly field: string;
  /** With the value that was given, `Invalid value: "A": must …`. */
  readonly message: string;
}

export type Refusals = readonly Refusal[];

/**
 * The kinds of refusals, and how each begins its message.
 * @source apimachinery/pkg/util/validation/field/errors.go, v0.34.1
 */
const beginnings = {
  FieldValueRequired: "Required value",
  FieldValueInvalid: "Invalid value",
  FieldValueForbidden: "Forbidden",
  FieldValueDuplicate: "Duplicate value",
  FieldValueNotFound: "Not found",
  FieldValueNotSupported: "Unsupported value",
  FieldValueTooLong: "Too long",
} as const;

type RefusalReason = keyof typeof beginnings;

/** A value as Go has it: texts are quoted, but those of a type of their own, and structs, print as JSON. */
type Given = string | number | boolean | Typed;

interface Typed {
  readonly json: string;
}

/** A value of a Go type of its own: a named text, a pointer, a list or a struct (its fields in Go's order). */
export function typed(value: unknown): Typed {
  return { json: escapeAsGo(JSON.stringify(value ?? null)) };
}

export function required(field: string, detail = ""): Refusal {
  return refusal("FieldValueRequired", field, detail);
}

export function forbidden(field: string, detail: string): Refusal {
  return refusal("FieldValueForbidden", field, detail);
}

export function tooLong(field: string, bytes: number): Refusal {
  return refusal("FieldValueTooLong", field, `may not be more than ${bytes} bytes`);
}

export function invalid(field: string, value: Given, detail: string): Refusal {
  return refusal("FieldValueInvalid", field, detail, value);
}

export function duplicate(field: string, value: Given): Refusal {
  return refusal("FieldValueDuplicate", field, "", value);
}

export function notFound(field: string, value: Given, detail = ""): Refusal {
  return refusal("FieldValueNotFound", field, detail, value);
}

export function notSupported(field: string, value: Given, supported: readonly string[]): Refusal {
  return refusal("FieldValueNotSupported", field, `supported values: ${supported.map(quoteGo).join(", ")}`, value);
}

/** `value` refused once for each message. */
export function invalidFor(field: string, value: Given, messages: readonly string[]): Refusals {
  return messages.map((message) => invalid(field, value, message));
}

/** Refuses a value of a Go type of its own that is none of the supported ones; none where it is absent. */
export function notOneOf(value: string | undefined, supported: readonly string[], field: string): Refusals {
  return value === undefined || supported.includes(value) ? [] : [notSupported(field, typed(value), supported)];
}

/** The refusals if the condition holds, else none. */
export function when(condition: unknown, ...refusals: Refusals): Refusals {
  return condition ? refusals : [];
}

/** What is refused of the items of a list, each at its place. */
export function ofEach<T>(
  items: readonly T[] | undefined,
  field: string,
  validate: (item: T, field: string) => Refusals,
): Refusals {
  return items?.flatMap((item, index) => validate(item, `${field}[${index}]`)) ?? [];
}

function refusal(reason: RefusalReason, field: string, detail: string, value?: Given): Refusal {
  const parts = [beginnings[reason], ...(value === undefined ? [] : [printed(value)]), ...(detail ? [detail] : [])];
  return { reason, field, message: parts.join(": ") };
}

function printed(value: Given): string {
  if (typeof value === "object") return value.json;
  return typeof value === "string" ? quoteGo(value) : String(value);
}
