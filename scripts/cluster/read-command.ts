import { parseArgs } from "node:util";

/** What `npm run cluster` is asked for. */
export type ClusterCommand =
  | { readonly verb: "up"; readonly name: string; readonly node: boolean }
  | { readonly verb: "down" | "status"; readonly name: string }
  /** `names`: that Pods may use the image by, beside its own. */
  | { readonly verb: "load"; readonly name: string; readonly archive: string; readonly names: readonly string[] }
  | { readonly verb: "help" }
  /** In words, for who typed it. */
  | { readonly verb: "none"; readonly wrong: string };

/** Every verb, as it is called, and what it does. */
export const clusterUsage = `usage: npm run cluster -- up [--node]
       npm run cluster -- load ARCHIVE [NAME...]
       npm run cluster -- status | down

  up       brings a Kubernetes of this clone's own; with --node one that runs Pods, which needs root
  load     gives the node the images of an OCI or Docker archive (podman save, docker save), under each NAME as well
  status   says whether it is whole, where it is and which images its node has
  down     takes back all of it

  --name NAME   another cluster than \`main\``;

export function readCommand(args: readonly string[]): ClusterCommand {
  let read: ReturnType<typeof parse>;
  try {
    read = parse(args);
  } catch (error) {
    return wrong(
      (error as Error).message.replace(/\.? To specify .*$/s, "").replace(/^./, (first) => first.toLowerCase()),
    );
  }
  const { help, node, name } = read.values;
  const [verb, ...operands] = read.positionals;
  if (help) return { verb: "help" };
  if (verb === undefined) return wrong("it is not said what to do");
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    return wrong(`a cluster's name is lower-case letters, digits and dashes, not ${JSON.stringify(name)}`);
  if (node && verb !== "up") return wrong("--node belongs to up");
  if (verb === "load") {
    const [archive, ...names] = operands;
    return archive === undefined ? wrong("load needs an archive of images") : { verb, name, archive, names };
  }
  if (operands.length > 0) return wrong(`nobody knows what ${operands.join(" ")} is for`);
  if (verb === "up") return { verb, name, node };
  if (verb === "down" || verb === "status") return { verb, name };
  return wrong(`there is no command ${JSON.stringify(verb)}`);
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h", default: false },
      name: { type: "string", default: "main" },
      node: { type: "boolean", default: false },
    },
  });
}

function wrong(what: string): ClusterCommand {
  return { verb: "none", wrong: what };
}
