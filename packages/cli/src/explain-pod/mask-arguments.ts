/**
 * A value of a Pod without the secrets that its programs get as arguments: the copilot's settings of the store stand in its command line in clear.
 * @param path - the value's, in its Pod
 */
export function maskArguments(value: unknown, path: readonly (string | number)[]): unknown {
  return path.some(isWords) ? masked(value) : maskedBelow(value);
}

const isWords = (key: string | number): boolean => key === "command" || key === "args";

function maskedBelow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedBelow);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, isWords(key) ? masked(below) : maskedBelow(below)]),
  );
}

function masked(words: unknown): unknown {
  if (Array.isArray(words)) return words.map((word, index) => (isSecretsFlag(words[index - 1]) ? mask : masked(word)));
  return typeof words === "string" ? words.replace(secret, `$1${mask}`) : words;
}

const mask = "(hidden)";

/**
 * `secret_key=…`, `--storage.connection.secret-key=…`, `--storage.stow.config=key=…`: what the kinds of stores call their secrets.
 * @source github.com/flyteorg/stow s3, google, azure, swift, oracle, sftp and b2 config.go, v0.3.12
 */
const names = String.raw`(?:[\w-]*(?:secret|password|token)[\w-]*|(?:private|application|account)[_-]key|key|json)`;
const secret = new RegExp(String.raw`^((?:--?[\w.-]+=)?(?:--?(?:[\w-]+\.)*)?${names}=).*$`, "is");
const flag = new RegExp(String.raw`^--?(?:[\w-]+\.)*${names}$`, "i");

/** The next word is its value. */
function isSecretsFlag(word: unknown): boolean {
  return typeof word === "string" && flag.test(word);
}
