type Value = string | number | boolean | readonly string[] | { readonly [key: string]: Value };

/** A map as the lines of block YAML, for fixes to paste; texts are such that YAML needs no quotes for them. */
export function yamlLines(map: Readonly<Record<string, unknown>>, indent = ""): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const given = value as Value;
    if (Array.isArray(given)) return [`${indent}${key}: [${given.join(", ")}]`];
    if (typeof given === "object")
      return [`${indent}${key}:`, ...yamlLines(given as Readonly<Record<string, unknown>>, `${indent}  `)];
    return [`${indent}${key}: ${given}`];
  });
}
