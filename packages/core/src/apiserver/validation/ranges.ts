import { invalidFor, type Refusals } from "./refusal.ts";

/** Refuses a whole number outside of a range. */
export function outsideOf(field: string, value: number, lowest: number, highest: number): Refusals {
  const inside = value >= lowest && value <= highest;
  return invalidFor(field, value, inside ? [] : [`must be between ${lowest} and ${highest}, inclusive`]);
}

export function negative(field: string, value = 0): Refusals {
  return invalidFor(field, value, value < 0 ? ["must be greater than or equal to 0"] : []);
}

/** Ids of users and groups. */
export function badId(field: string, value: number | undefined): Refusals {
  return value === undefined ? [] : outsideOf(field, value, 0, maxInt32);
}

/** Modes of files, 0 to 0777. */
export function badMode(field: string, value: number | undefined): Refusals {
  const bad = value !== undefined && (value > 0o777 || value < 0);
  return invalidFor(field, value ?? 0, bad ? ["must be a number between 0 and 0777 (octal), both inclusive"] : []);
}

export const maxInt32 = 2_147_483_647;
