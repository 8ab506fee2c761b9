/**
 * JSON text as Go has it. JSON.stringify has Go's short escapes; what is left is what Go escapes for the sake of HTML and JavaScript.
 * @source encoding/json HTMLEscape, Go 1.24
 */
export function escapeAsGo(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
