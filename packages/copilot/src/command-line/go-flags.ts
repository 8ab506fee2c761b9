/**
 * Rewrites Go's boolean flags so that every flag takes exactly one value: `--x` becomes `--x=true`, as pflag reads it;
 * `--x=false` stays. Arguments after `--` are left alone.
 * @param names - the boolean flags, with their dashes
 * @source github.com/spf13/pflag bool.go, NoOptDefVal
 */
export function spellOutBooleans(argv: readonly string[], names: ReadonlySet<string>): readonly string[] {
  const end = argv.indexOf("--");
  return argv.map((argument, index) => {
    const isFlag = (end < 0 || index < end) && names.has(argument);
    return isFlag ? `${argument}=true` : argument;
  });
}

/** A boolean as Go's strconv.ParseBool reads it, or null. */
export function parseGoBoolean(text: string): boolean | null {
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return true;
  if (["0", "f", "F", "FALSE", "false", "False"].includes(text)) return false;
  return null;
}
