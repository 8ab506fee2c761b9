/**
 * Replaces `$(NAME)` by what `lookup` gives. `$$` stands for one `$`; a name that `lookup` does not know, and
 * a reference without its closing parenthesis, stay as they are written.
 * @source third_party/forked/golang/expansion/expand.go Expand, kubernetes/kubernetes v1.36
 */
export function expand(input: string, lookup: (name: string) => string | undefined): string {
  return input.replace(/\$(?:(\$)|\(([^)]*)\))/g, (whole, escaped: string | undefined, name: string | undefined) =>
    escaped ? "$" : (lookup(name ?? "") ?? whole),
  );
}
