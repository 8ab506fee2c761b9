import { didYouMean, type Problem, semanticsNames } from "@podwright/core";
import type { Command, CommanderError } from "commander";
import { meantSemantics } from "./meant-semantics.ts";

/** What commander found wrong with the command line, as a problem. */
export function usageProblem(error: CommanderError, program: Command, args: readonly string[]): Problem {
  const help = `\`${[program.name(), ...verbsOf(program, args), "--help"].join(" ")}\` shows what it takes`;
  const [message = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const unsupported = unsupportedSemantics(message) ?? unsupportedClusterFlag(message);
  if (unsupported) return { code: "USAGE", ...unsupported };
  const meant = suggestion?.match(/Did you mean (?:one of )?(.*)\?/)?.[1] ?? meantChoice(message);
  const taskAfterFiles =
    error.code === "commander.missingArgument" && args.some((arg) => arg === "-f" || arg === "--file");
  const fix = [
    meant && `did you mean ${meant}?`,
    taskAfterFiles && "put the task before -f: everything after -f counts as manifests;",
    help,
  ];
  return { code: "USAGE", what: message.replace(/\.$/, ""), fix: fix.filter(Boolean).join(" ") };
}

/** The verb, and its own where the word after it is one: `explain pod`. */
function verbsOf(program: Command, args: readonly string[]): readonly string[] {
  const place = args.findIndex((arg) => commandOf(program, arg));
  const verb = commandOf(program, args[place]);
  const own = verb && commandOf(verb, args[place + 1]);
  return [verb, own].flatMap((command) => (command ? [command.name()] : []));
}

function commandOf({ commands }: Command, word: string | undefined): Command | undefined {
  return commands.find((command) => command.name() === word);
}

/** Rules that Flyte has and Podwright does not: no slip of the pen that a similar name would mend. */
function unsupportedSemantics(message: string): Pick<Problem, "what" | "fix"> | undefined {
  const [, version] = /^option '--semantics .*' argument '(flyte-\d+\.\d+)' is invalid/.exec(message) ?? [];
  if (version === undefined) return undefined;
  const what = `the rules of ${version} are not among those that Podwright knows: ${semanticsNames.join(", ")}`;
  return { what, fix: `take --semantics away, or give ${semanticsNames.join(" or ")}` };
}

/** Flags that every command of kubectl has, and that a kubeconfig's context says for us. @source kubectl v1.34 `kubectl options` */
const clusterFlags: readonly string[] = [
  ...["--as", "--as-group", "--as-uid", "--cluster", "--user", "--server", "-s"],
  ...["--token", "--username", "--password", "--client-certificate", "--client-key"],
  ...["--certificate-authority", "--tls-server-name", "--insecure-skip-tls-verify", "--request-timeout"],
];

function unsupportedClusterFlag(message: string): Pick<Problem, "what" | "fix"> | undefined {
  const [, flag = ""] = /^unknown option '([^'=]+)/.exec(message) ?? [];
  if (!clusterFlags.includes(flag)) return undefined;
  return {
    what: `${flag} is kubectl's, and Podwright takes --kubeconfig, --context and --namespace alone`,
    fix: "write it into a context of the kubeconfig (kubectl config set-context, set-credentials, set-cluster), and name that with --context",
  };
}

/** `option '--x <x>' argument 'fla' is invalid. Allowed choices are a, b.`: the choice that comes close. */
function meantChoice(message: string): string | undefined {
  const [, given, choices] = /argument '(.*)' is invalid\. Allowed choices are (.*?)\.?$/.exec(message) ?? [];
  if (given === undefined || choices === undefined) return undefined;
  return message.startsWith("option '--semantics ") ? meantSemantics(given) : didYouMean(given, choices.split(", "));
}
