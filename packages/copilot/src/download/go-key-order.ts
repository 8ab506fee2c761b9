/**
 * The order of keys in Go's YAML: numbers inside keys count as numbers (`a2` before `a10`), other signs before letters.
 * @source gopkg.in/yaml.v2 v2.4 sorter.go keyList.Less
 */
export function compareGoKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const [one = "", other = ""] = [left[at], right[at]];
    if (one !== other) return compareFrom(left, right, at);
  }
  return left.length - right.length;
}

function compareFrom(left: readonly string[], right: readonly string[], at: number): number {
  const [one = "", other = ""] = [left[at], right[at]];
  const [oneIsLetter, otherIsLetter] = [isLetter(one), isLetter(other)];
  if (oneIsLetter !== otherIsLetter) return otherIsLetter ? -1 : 1;
  const byCharacter = (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  if (oneIsLetter) return byCharacter;
  const lead = one === "0" || other === "0" ? leadingDigit(left, at) : "";
  const [digits, otherDigits] = [digitsAt(left, at), digitsAt(right, at)];
  return Number(lead + digits) - Number(lead + otherDigits) || digits.length - otherDigits.length || byCharacter;
}

/** "1" when the number that goes on here began with something else than zeros: then its zeros count. */
function leadingDigit(characters: readonly string[], at: number): string {
  const before = /\d*$/.exec(characters.slice(0, at).join(""))?.[0] ?? "";
  return /[1-9]/.test(before) ? "1" : "";
}

function digitsAt(characters: readonly string[], at: number): string {
  return /^\d*/.exec(characters.slice(at).join(""))?.[0] ?? "";
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}
