import { expect, test } from "vitest";
import { runProgram } from "./program.ts";

/** Runs the program in this process, with nobody to signal it. */
function run(...argv: readonly string[]) {
  return runWith({}, ...argv);
}

async function runWith(environment: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  let [out, err] = ["", ""];
  const never = new AbortController().signal;
  const exit = await runProgram({
    argv,
    environment,
    signals: { stop: never, interrupt: never },
    now: () => new Date(0),
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
  });
  return { exit, out, err };
}

const wrong: readonly { readonly name: string; readonly argv: readonly string[]; readonly says: string }[] = [
  { name: "an unknown flag", argv: ["download", "--bogus"], says: "unknown flag: --bogus" },
  { name: "a misspelt flag", argv: ["download", "--from-remot", "x"], says: "did you mean --from-remote?" },
  { name: "an unknown command", argv: ["fetch"], says: 'unknown command "fetch"' },
  { name: "no command", argv: [], says: "no command was given" },
  { name: "a missing prefix", argv: ["download", "--from-remote", "s3://b/i"], says: "--to-output-prefix is required" },
  { name: "a flag of another command", argv: ["sidecar", "--from-remote", "x"], says: "unknown flag: --from-remote" },
  {
    name: "an argument too many",
    argv: ["download", "true"],
    says: "takes its value after an equals sign: --flag=true",
  },
  { name: "an integer that is none", argv: ["download", "--logger.level=warn"], says: '"warn" is not an integer' },
  { name: "a message that is no base64", argv: ["sidecar", "--interface", "%"], says: "the value is not base64" },
  { name: "compatibility with nobody", argv: ["download", "--compat=v1"], says: 'nothing is compatible with "v1"' },
  { name: "help on nothing", argv: ["help", "fetch"], says: 'there is no help on "fetch"' },
  {
    name: "a duration without a unit",
    argv: [
      ...["download", "--from-remote", "s3://b/i", "--to-output-prefix", "p", "--to-local-dir", "o"],
      ...["--timeout", "60"],
    ],
    says: '"60" is not a duration',
  },
];

test.each([
  {
    argv: ["--storage.stow.confg=secret_key=do'not=print", "download"],
    says: "unknown flag: --storage.stow.confg",
  },
  {
    argv: ["--storage.stow.config", "do-not-print", "download"],
    says: "a setting of the store must be formatted as key=value",
  },
  { argv: ["download", "secret_key=do-not-print"], says: 'unexpected argument "secret_key=…"' },
  { argv: ["--storage.stow.config", "a=b", "secret_key=do-not\nprint"], says: 'unknown command "secret_key=…"' },
])("never repeats the value beside $says", async ({ argv, says }) => {
  const { exit, err } = await run(...argv);
  expect({ exit, what: err.split("\n")[1]?.trim() }).toEqual({ exit: 2, what: `what   ${says}` });
  expect(err).not.toMatch(/do.not/);
});

for (const { name, argv, says } of wrong) {
  test(`refuses ${name} with exit code 2`, async () => {
    const { exit, err } = await run(...argv);
    expect(exit).toBe(2);
    expect(err).toContain("error USAGE\n");
    expect(err).toContain(says);
  });
}

test.each([
  { argv: ["download", "--help"], line: "  -f, --from-remote <uri> " },
  { argv: ["-h", "download"], line: "  -f, --from-remote <uri> " },
  { argv: ["help", "sidecar"], line: "  -x, --to-raw-output <folder or uri> ".replace("folder or ", "") },
  { argv: ["--help"], line: "  download  " },
  { argv: ["config"], line: "  config validate " },
  { argv: ["help", "completion"], line: "  completion fish " },
])("prints help for $argv and exits 0", async ({ argv, line }) => {
  const { exit, out, err } = await run(...argv);
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  expect(out).toContain(`\n${line}`);
  expect(out).toMatch(/\nAccepted, as upstream does, and without effect:\n {2}.*--storage\.cache\.max_size_mbs/s);
});

test.each(["bash", "zsh", "fish", "powershell"])("prints a script that completes in %s", async (shell) => {
  const { exit, out } = await run("completion", shell);
  expect(exit).toBe(0);
  for (const word of ["download", "validate", "from-remote", "storage.stow.config"]) expect(out).toContain(word);
});

test("prints every setting with its flag and its variables", async () => {
  const { exit, out } = await run("config", "docs");
  expect(exit).toBe(0);
  expect(out).toContain("| `storage.container` | `--storage.container` | `STORAGE_CONTAINER`, `STORAGE.CONTAINER` |");
});

test("validates settings as a transfer would read them", async () => {
  const argv = ["config", "validate", "--file", "no-such-file.yaml"];
  const store = { STORAGE_CONTAINER: "b", STORAGE_STOW_KIND: "local", STORAGE_STOW_CONFIG_PATH: "/nowhere" };
  expect(await runWith({ ...store, STORAGE_STOW_CONFIG_PTAH: "x" }, ...argv)).toEqual({
    exit: 0,
    out: "Couldn't find a config file.\nValidated config file successfully.\n",
    err: [
      "warning --config no-such-file.yaml matches no file\n",
      'warning no store has a setting "ptah" (storage.stow.config)\n',
    ].join(""),
  });
  const without = await run(...argv);
  expect(without.exit).toBe(1);
  expect(without.err).toContain("error STORE_CONFIG_INVALID\n  what   storage.container is empty");
  const { exit, err } = await runWith({ LOGGER_LEVEL: "warn" }, ...argv);
  expect(exit).toBe(2);
  expect(err).toContain('"warn" is not an integer\n  where  the environment variable LOGGER_LEVEL\n');
});

test.each([
  { name: "a flag that is not known", argv: ["--compat", "flyte", "download", "--bogus"], environment: {} },
  { name: "the same, with the variable", argv: ["download", "--bogus"], environment: { PODWRIGHT_COMPAT: "flyte" } },
  { name: "no command", argv: ["--compat=flyte"], environment: {} },
  { name: "no output prefix", argv: ["--compat=flyte", "--storage.container=b", "download"], environment: {} },
  { name: "no container", argv: ["--compat=flyte", "sidecar", "--to-output-prefix", "s3://b/p"], environment: {} },
])("exits 1, as upstream, for $name", async ({ argv, environment }) => {
  expect((await runWith(environment, ...argv)).exit).toBe(1);
});

test("passes over stray arguments, as upstream, and takes none by itself", async () => {
  const argv = [
    "sidecar",
    "stray",
    "--storage.container=b",
    "--storage.stow.kind=local",
    "--storage.stow.config=path=/",
  ];
  const upstream = await run("--compat", "flyte", ...argv);
  expect({ exit: upstream.exit, err: upstream.err }).toEqual({ exit: 0, err: "" });
  expect((await run(...argv)).exit).toBe(2);
});

test("has nothing to do without outputs", async () => {
  expect(await run("sidecar", "--to-output-prefix", "s3://b/p")).toEqual({ exit: 0, out: "", err: "" });
});

test("accepts and ignores the flags of client-go and klog, before or after the command", async () => {
  const before = ["-sv4", "--kubeconfig", "k", "--v=4", "--logtostderr", "--insecure-skip-tls-verify", "-n", "ns"];
  const after = ["--log_dir", "/tmp", "--alsologtostderr=false", "--storage.cache.max_size_mbs=1", "--otel.type=noop"];
  expect(await run(...before, "sidecar", ...after)).toEqual({ exit: 0, out: "", err: "" });
});
