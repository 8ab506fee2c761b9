import type { Judge } from "../judged-change.ts";

/** Who else than its maker wrote a field: the API server keeps books of that. */
export const edited: Judge = ({ after }, { managers: [maker, ...later] }) => {
  if (!after) return null;
  const manager = later.find((each) => each.owns(after.path) && each.manager !== maker?.manager);
  if (!manager) return null;
  const time = manager.time === undefined ? "later" : `at ${manager.time}`;
  return { author: "edited", evidence: `${manager.manager} wrote it ${time} (managedFields)` };
};
