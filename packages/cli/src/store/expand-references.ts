import { failureOf, type Problem, type Result, success } from "@podwright/core";

/**
 * Puts the values of variables in the place of `$(NAME)`, by Kubernetes' rules: `$$` is a plain `$`. In a Pod the container's own
 * variables serve; for what Podwright itself reads and writes, those of its own environment.
 * @param config - stow settings
 * @problems STORE_CONFIG_INVALID for each reference to a variable that is not set; never shows a value
 * @source third_party/forked/golang/expansion/expand.go, kubernetes/kubernetes v1.36
 */
export function expandReferences(
  config: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Readonly<Record<string, string>>> {
  const problems: Problem[] = [];
  const expand = (key: string, text: string): string =>
    text.replaceAll(/\$\$|\$\(([^()]*)\)/g, (whole: string, name: string | undefined) => {
      if (name === undefined) return "$";
      const value = environment[name];
      if (value === undefined) problems.push(unset(key, name));
      return value ?? whole;
    });
  const expanded = Object.fromEntries(Object.entries(config).map(([key, text]) => [key, expand(key, text)]));
  const [first, ...more] = problems;
  return first ? failureOf([first, ...more]) : success(expanded);
}

function unset(key: string, name: string): Problem {
  return {
    code: "STORE_CONFIG_INVALID",
    what: `storage.stow.config.${key} refers to $(${name}), which is not set here`,
    where: `storage.stow.config.${key}`,
    fix: `set ${name} for podwright too: it writes the inputs to the store and reads the outputs from it by itself`,
  };
}
