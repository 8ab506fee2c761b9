import { dirname, extname, join, normalize, relative, sep } from "node:path";

interface Labelled {
  readonly taskFile: string;
  /** What a list calls it. */
  readonly name: string | undefined;
}

/**
 * Short names that tell tasks apart, fit for files: paths below the folder that all share, without their endings; `name-2` for the second of one name.
 */
export function labelsOf(tasks: readonly Labelled[]): readonly string[] {
  const shared = sharedFolder(tasks.map(({ taskFile }) => taskFile));
  const used = new Set<string>();
  return tasks.map(({ taskFile, name }) => {
    const label = fitForFiles(name ?? withoutEnding(relative(shared, normalize(taskFile))));
    const free = firstFree(label, used);
    used.add(free);
    return free;
  });
}

function sharedFolder(files: readonly string[]): string {
  const [first = [], ...more] = files.map((file) => dirname(normalize(file)).split(sep));
  const differs = first.findIndex((part, index) => more.some((parts) => parts[index] !== part));
  return join(...(differs < 0 ? first : first.slice(0, differs)).map((part) => part || sep), ".");
}

function withoutEnding(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}

/** Letters, digits and a few signs; no part of the path leads upwards. */
function fitForFiles(name: string): string {
  const parts = name.split("/").map((part) => part.replaceAll(/[^\p{L}\p{N}._=,+-]+/gu, "_").slice(0, 100));
  return parts.filter((part) => !/^\.*$/.test(part)).join("/") || "task";
}

function firstFree(label: string, used: ReadonlySet<string>): string {
  if (!used.has(label)) return label;
  for (let count = 2; ; count++) if (!used.has(`${label}-${count}`)) return `${label}-${count}`;
}
