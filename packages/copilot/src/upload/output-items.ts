import { contentOf, type DataFolder, inspect } from "./data-folder.ts";
import { outputInvalid } from "./output-invalid.ts";
import type { OutputPlace } from "./output-place.ts";

/** What stands in a folder: an entry for each value of a map, whose key is its whole name. */
export function entriesOf(folder: DataFolder, { name, uri }: OutputPlace): readonly (readonly [string, OutputPlace])[] {
  return (contentOf(folder, name)?.entries ?? []).flatMap((entry) => {
    const place = `${name}/${entry.name}`;
    const known = entry.isDirectory() ? "folder" : entry.isFile() ? "file" : null;
    const kind = known ?? inspect(folder, place);
    return kind ? [[entry.name, { name: place, kind, uri: `${uri}/${entry.name}` }] as const] : [];
  });
}

/**
 * The items of a list in a folder: 0, 1, 2…, each with any extension, none left out. Files that have names of their own
 * come in the order of these names.
 * @param areFiles - whether the items are files or directories, not values
 * @problems OUTPUT_INVALID
 */
export function itemsOf(folder: DataFolder, place: OutputPlace, areFiles: boolean): readonly OutputPlace[] {
  const entries = entriesOf(folder, place);
  const others = entries.filter(([name]) => indexOf(name) === null);
  if (areFiles && others.length === entries.length) return others.map(([, item]) => item);
  const path = `${folder.path}/${place.name}`;
  const [other] = others;
  if (other) throw invalid(`${JSON.stringify(other[0])} is no item of a list`, path);
  const items: OutputPlace[] = [];
  for (const [name, item] of entries) {
    const index = indexOf(name) ?? 0;
    const twin = items[index];
    if (twin) throw invalid(`${twin.name.slice(place.name.length + 1)} and ${name} are the same item of a list`, path);
    items[index] = { ...item, uri: `${place.uri}/${index}` };
  }
  for (let index = 0; index < entries.length; index++) {
    if (!items[index]) throw invalid(`item ${index} of a list of ${entries.length} is missing`, path);
  }
  return items;
}

/** `0`, `12.csv`; null for any other name, such as `007` or `1a`. */
function indexOf(name: string): number | null {
  const [, digits] = /^(0|[1-9]\d{0,8})(?:\.|$)/.exec(name) ?? [];
  return digits === undefined ? null : Number(digits);
}

function invalid(what: string, where: string): Error {
  return outputInvalid(what, where, "name the items of a list 0, 1, 2 and so on, without gaps, with any extension");
}
