import { execFileSync } from "node:child_process";

/**
 * The files that the dynamic linker loads for a program, itself included, at the paths where it looks for them; sorted.
 * @throws when one is not there
 */
export function sharedLibraries(program: string): readonly string[] {
  return librariesIn(execFileSync("ldd", [program], { encoding: "utf8", env: { PATH: "/usr/bin:/bin", LC_ALL: "C" } }));
}

/** @param listing - what `ldd` prints: `NAME => PATH (ADDRESS)`, or `PATH (ADDRESS)` for the linker */
export function librariesIn(listing: string): readonly string[] {
  const missing = /^\s*(\S+) => not found/m.exec(listing)?.[1];
  if (missing) throw new Error(`ldd does not find ${missing}`);
  return [...listing.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map(([, path = ""]) => path).sort();
}
