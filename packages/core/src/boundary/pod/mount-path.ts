/** An absolute path without `.`, `..`, doubled and trailing slashes. A relative one counts from the root, as the kubelet takes it. */
export function normalizedPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

/** Whether one of two normalised paths is the other one, or lies in it. */
export function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** Whether a normalised path is `outer` or lies in it. */
export function contains(outer: string, path: string): boolean {
  return path === outer || outer === "/" || path.startsWith(`${outer}/`);
}
