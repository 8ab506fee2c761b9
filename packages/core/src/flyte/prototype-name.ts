/** The one name that a JavaScript object cannot hold as it holds others: writing it would change the object's prototype. */
const prototypeName = "__proto__";

/** Why a message with such a key is refused: its library would lose the entry, or mix it into others. */
export const unholdable: string = `a key is ${prototypeName}, which cannot be held`;

const bytesOfName = Array.from(prototypeName, (letter) => letter.charCodeAt(0));

/** Whether these bytes are the name. */
export function isPrototypeName(bytes: Uint8Array): boolean {
  return bytes.length === bytesOfName.length && bytesOfName.every((byte, index) => bytes[index] === byte);
}

/** Whether the name is a member's, anywhere in a JSON value, however deep. */
export function hasPrototypeName(json: unknown): boolean {
  const open: unknown[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (Object.hasOwn(value, prototypeName)) return true;
    for (const member of Object.values(value)) if (typeof member === "object" && member !== null) open.push(member);
  }
  return false;
}
