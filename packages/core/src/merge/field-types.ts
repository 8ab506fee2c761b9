/** What an object is to the functions that write it. */
export type Writable = Record<string, unknown>;

/** What a field holds where it is not absent. */
export type FieldValue<T, K extends keyof T> = Exclude<T[K], undefined>;

/** What the list in a field holds. */
export type FieldItem<T, K extends keyof T> = FieldValue<T, K> extends readonly (infer Item)[] ? Item : never;
