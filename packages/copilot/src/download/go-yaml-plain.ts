/**
 * Whether Go's YAML reads a text without quotes as something else than a string: a boolean, null, a number or a time.
 * @source gopkg.in/yaml.v2 v2.4.0 resolve.go resolve, encode.go isBase60Float
 */
export function readsAsOther(text: string): boolean {
  if (text === "" || words.has(text)) return true;
  if (text.startsWith(".")) return /^\.\d+([eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text));
  if (!/^[-+\d]/.test(text)) return false;
  return isTimestamp(text) || isNumber(text.replaceAll("_", "")) || base60.test(text);
}

const words: ReadonlySet<string> = new Set(
  [
    "y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF ~ null Null NULL",
    ".nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF",
  ].flatMap((line) => line.split(" ")),
);

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function isNumber(plain: string): boolean {
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain) && Number.isFinite(Number(plain))) return true;
  const [, sign = "", digits = ""] = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.exec(plain) ?? [];
  if (digits === "") return /^0b[-+]?[01]+$/.test(plain);
  const value = BigInt(digits);
  return sign === "" ? value < 2n ** 64n : value < 2n ** 63n || (sign === "-" && value === 2n ** 63n);
}

const day = /^(\d{4})-(\d{1,2})-(\d{1,2})(.*)$/s;
const time = /^(?:[Tt]|( ))(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d{2}:\d{2})?$/;

/** Months, days and times may have one digit; behind a blank there is no zone, behind a T there is one. */
function isTimestamp(text: string): boolean {
  const [, year, month, date, rest] = day.exec(text) ?? [];
  if (!(Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1)) return false;
  const leap = new Date(0);
  leap.setUTCFullYear(Number(year), Number(month), 0);
  if (Number(date) > leap.getUTCDate()) return false;
  if (rest === "") return true;
  const [matched, blank, hour, minute, second, zone] = time.exec(rest ?? "") ?? [];
  if (matched === undefined || (blank === undefined) !== (zone !== undefined)) return false;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
