import { report } from "../../../merge/draft.ts";
import { settleLists, type VariableCircle } from "../../../merge/settle-lists.ts";
import type { Problem } from "../../../problem/problem.ts";
import type { Layer } from "../../layer.ts";
import { repeatedHostPorts } from "../../repeated-host-ports.ts";

/**
 * Lists as an API server takes them: no key twice, variables after those that they refer to.
 * @problems HOST_PORT_REPEATED; as a warning VARIABLE_CIRCLE
 */
export const settledLists: Layer = {
  name: "settled-lists",
  apply(draft) {
    for (const circle of settleLists(draft, { layer: settledLists.name })) report(draft, circular(circle));
    for (const repeated of repeatedHostPorts(draft)) report(draft, repeated);
  },
};

function circular({ container, names }: VariableCircle): Problem {
  const [first = ""] = names;
  const alone = names.length === 1;
  return {
    code: "VARIABLE_CIRCLE",
    severity: "warning",
    what: alone
      ? `${first} of container ${container} refers to itself, and no layer below gives it a literal value`
      : `variables of container ${container} refer to each other in a circle: ${[...names, first].join(" → ")}`,
    where: `the Pod, container ${container}, env`,
    fix: alone
      ? `write out what $(${first}) stands for, or give ${first} a value in a PodTemplate`
      : "write out one of the values",
  };
}
