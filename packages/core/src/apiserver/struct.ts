/** An object of JSON whose fields are told by a schema. */
export type Struct<T = unknown> = Readonly<Record<string, T>>;
