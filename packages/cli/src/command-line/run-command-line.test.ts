import { semanticsNames } from "@podwright/core";
import { describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

describe("help", () => {
  it("lists the verbs with examples and exit codes", async () => {
    const { exitCode, stdout, stderr } = await callPodwright(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("compose        print the Pod that Flyte would make of a task\n");
    expect(stdout).toContain("run            run a task's Pod and print its outputs\n");
    expect(stdout).toContain("$ podwright run examples/ellipse/task.pb --input a=3 --input b=4\n");
  });

  it.each(["compose", "explain", "run"])("of %s has examples", async (verb) => {
    const { exitCode, stdout } = await callPodwright([verb, "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: podwright ${verb} [options] ${verb === "run" ? "[tasks...]" : "<task>"}`);
    expect(stdout).toContain(`  $ podwright ${verb} task.pb`);
  });

  it.each(["compose", "explain", "run"])("of %s is what `help %s` prints, too", async (verb) => {
    expect(await callPodwright(["help", verb])).toEqual(await callPodwright([verb, "--help"]));
  });

  it("keeps to the width of a terminal, and has colours there unless asked for none", async () => {
    const { stdout } = await callPodwright(["--help"], { columns: 50 });
    expect(stdout).toContain("\u001b[1mUsage:\u001b[22m podwright <verb> [options]\n");
    expect(stdout).toContain("Builds and runs the Pods behind Flyte tasks, init\ncontainers included.\n");
    const plain = await callPodwright(["--help", "--no-color"], { columns: 50 });
    expect(plain.stdout).toContain("Usage: podwright <verb> [options]\n");
    expect((await callPodwright(["--help"])).stdout).not.toContain("\u001b");
  });

  it("is what `help` alone prints, too", async () => {
    expect(await callPodwright(["help"])).toEqual(await callPodwright(["--help"]));
  });

  it("calls the program as it was called, under kubectl", async () => {
    const helpOf = async (...args: readonly string[]) =>
      (await callPodwright([...args, "--help"], { programName: "kubectl podwright" })).stdout;
    expect(await helpOf("attach")).toContain("\n  $ kubectl podwright attach\n");
    const explain = await helpOf("explain");
    expect(explain).toContain("\n       kubectl podwright explain pod [options] <name>\n");
    expect(await helpOf()).toContain("\n`kubectl podwright <verb> --help` says more");
    expect(await helpOf("run")).toContain("\n  $ S3_SECRET=... kubectl podwright run task.pb");
    for (const verb of ["compose", "diff", "explain", "lint", "run", "attach", "doctor"])
      expect((await helpOf(verb)).match(/^.*\$ (?!.*kubectl podwright).*$/gm)).toBe(null);
    expect(await helpOf("completion")).toContain("\n  $ podwright completion fish >");
  });

  it("is what no verb at all gets, on stderr, as wrong usage", async () => {
    const { exitCode, stdout, stderr } = await callPodwright([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("Usage: podwright <verb> [options]\n");
  });
});

it("prints its version", async () => {
  expect(await callPodwright(["--version"])).toEqual({ exitCode: 0, stdout: "1.2.3\n", stderr: "" });
});

describe("wrong usage", () => {
  const cases = [
    {
      args: ["compse"],
      want: "unknown command 'compse'\n  fix    did you mean compose? `podwright --help` shows what it takes",
    },
    {
      args: ["compose"],
      want: "missing required argument 'task'\n  fix    `podwright compose --help` shows what it takes",
    },
    {
      args: ["compose", "t", "--confg", "x"],
      want: "unknown option '--confg'\n  fix    did you mean --config? `podwright compose --help` shows what it takes",
    },
    {
      args: ["compose", "t", "u"],
      want: "too many arguments for 'compose'. Expected 1 argument but got 2: t, u\n  fix    `podwright compose --help` shows what it takes",
    },
    {
      args: ["run", "diff", "--quick"],
      want: "unknown option '--quick'\n  fix    did you mean --quiet? `podwright run --help` shows what it takes",
    },
    {
      args: ["help", "rum"],
      want: "unknown command 'rum'\n  fix    did you mean run? `podwright --help` shows what it takes",
    },
    {
      args: ["run", "t", "--semantics", "flyte-1.14"],
      want: `the rules of flyte-1.14 are not among those that Podwright knows: ${semanticsNames.join(", ")}\n  fix    take --semantics away, or give ${semanticsNames.join(" or ")}`,
    },
    {
      args: ["run", "t", "--semantics", "flyte2.0"],
      want: `option '--semantics <name>' argument 'flyte2.0' is invalid. Allowed choices are ${semanticsNames.join(", ")}\n  fix    did you mean flyte-2.0? \`podwright run --help\` shows what it takes`,
    },
    {
      args: ["diff", "t", "--semantics", "v2", "1.16"],
      want: `option '--semantics <name>' argument 'v2' is invalid. Allowed choices are ${semanticsNames.join(", ")}\n  fix    did you mean flyte-2.0? \`podwright diff --help\` shows what it takes`,
    },
    {
      args: ["lint", "--as", "jane"],
      want: "--as is kubectl's, and Podwright takes --kubeconfig, --context and --namespace alone\n  fix    write it into a context of the kubeconfig (kubectl config set-context, set-credentials, set-cluster), and name that with --context",
    },
    {
      args: ["run", "t", "--input"],
      want: "option '-i, --input <name=value>' argument missing\n  fix    `podwright run --help` shows what it takes",
    },
  ];
  it.each(cases)("$args is one problem", async ({ args, want }) => {
    expect(await callPodwright(args)).toEqual({ exitCode: 2, stdout: "", stderr: `error USAGE\n  what   ${want}\n` });
  });
});
