import { expect, test } from "vitest";
import { runProgram } from "./program.ts";

/** Runs the program in this process, with nobody to signal it. */
async function run(...argv: readonly string[]) {
  let [out, err] = ["", ""];
  const never = new AbortController().signal;
  const exit = await runProgram({
    argv,
    environment: {},
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
  { name: "an unknown flag", argv: ["download", "--bogus"], says: "unknown option '--bogus'" },
  { name: "a misspelt flag", argv: ["download", "--from-remot", "x"], says: "(Did you mean --from-remote?)" },
  { name: "an unknown command", argv: ["fetch"], says: "unknown command 'fetch'" },
  { name: "no command", argv: [], says: "no command was given" },
  { name: "a missing prefix", argv: ["download", "--from-remote", "s3://b/i"], says: "--to-output-prefix is required" },
  { name: "Flyte 1's flags", argv: ["--storage.connection.endpoint", "e", "download"], says: "unknown option" },
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
    says: "unknown option '--storage.stow.confg=…'",
  },
  { argv: ["--storage.stow.config", "a=b", "secret_key=do-not\nprint"], says: "unknown command 'secret_key=…'" },
])("never repeats the value beside $says", async ({ argv, says }) => {
  const { exit, err } = await run(...argv);
  expect({ exit, what: err.split("\n")[1]?.trim() }).toEqual({ exit: 2, what: `what   ${says}` });
  expect(err).not.toContain("not");
});

for (const { name, argv, says } of wrong) {
  test(`refuses ${name} with exit code 2`, async () => {
    const { exit, err } = await run(...argv);
    expect(exit).toBe(2);
    expect(err).toContain("error USAGE\n");
    expect(err).toContain(says);
  });
}

test("prints help and exits 0", async () => {
  const { exit, out, err } = await run("download", "--help");
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  expect(out).toContain("--from-remote <uri>");
});

test("has nothing to do without outputs", async () => {
  expect(await run("sidecar", "--to-output-prefix", "s3://b/p")).toEqual({ exit: 0, out: "", err: "" });
});

test("accepts and ignores the flags of client-go and klog, before or after the command", async () => {
  const before = ["--kubeconfig", "k", "--v=4", "--logtostderr", "--insecure-skip-tls-verify", "-n", "ns"];
  const after = ["--log_dir", "/tmp", "--alsologtostderr=false", "--storage.cache.max_size_mbs=1", "--otel.type=noop"];
  expect(await run(...before, "sidecar", ...after)).toEqual({ exit: 0, out: "", err: "" });
});
