import { normalizedPath } from "../../merge/entry-key.ts";

/** Absolute and normalised: without `.`, `..`, doubled and trailing slashes. A relative path counts from the root, as the kubelet takes it. */
export function absolutePath(path: string): string {
  return normalizedPath(`/${path}`);
}

/** Whether one of two normalised paths is the other one, or lies in it. */
export function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** Whether a normalised path is `outer` or lies in it. */
export function contains(outer: string, path: string): boolean {
  return path === outer || outer === "/" || path.startsWith(`${outer}/`);
}
