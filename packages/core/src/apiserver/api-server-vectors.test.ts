import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { type ApiServerCase, readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { admitObject } from "./admit-object.ts";

describe.each([
  { file: "small", accepted: 1501, refused: 457 },
  { file: "composed", accepted: 241, refused: 2161 },
  { file: "edge", accepted: 797, refused: 2716 },
] as const)("$file: what a real API server made of Pods and PodTemplates", ({ file, accepted, refused }) => {
  const cases = readApiServerCases(file).map((each) => ({ ...each, answer: admitObject(each.sent) }));
  const different = (isSame: (each: (typeof cases)[number]) => boolean) =>
    cases.filter((each) => !isSame(each)).map(({ id }) => id);
  const known = (of: "decisions" | "causes") =>
    knownDeviations[of].filter((id) => cases.some((each) => each.id === id));

  test("no case is left out", () => {
    const counts = [true, false].map((yes) => cases.filter((each) => each.accepted === yes).length);
    expect(counts).toEqual([accepted, refused]);
  });

  test("the same objects are accepted", () => {
    const isSame = ({ answer, accepted, status }: (typeof cases)[number]) =>
      answer.accepted ? accepted : answer.status === status;
    expect(different(isSame).slice(0, 20)).toEqual(known("decisions"));
  });

  test("accepted objects have the same defaults", () => {
    const isSame = ({ answer, object, accepted }: (typeof cases)[number]) =>
      !(answer.accepted && accepted) || isDeepStrictEqual(answer.object, object);
    expect(different(isSame).slice(0, 20)).toEqual([]);
  });

  test("the others are refused for the same causes, in the same words and order", () => {
    const isSame = ({ answer, causes, accepted }: (typeof cases)[number]) =>
      answer.accepted ||
      accepted ||
      isDeepStrictEqual(inOrder("causes" in answer ? answer.causes : []), inOrder(causes));
    expect(different(isSame).slice(0, 20)).toEqual(known("causes"));
  });
});

const knownDeviations = {
  decisions: [
    // Thousandths of a GPU that overflow 64 bits, which the server takes for a fraction.
    "c-qc-12345678901234567890/template",
    "c-qc-12345678901234567890/pod",
    "c-qc-1Ei/template",
    "c-qc-1Ei/pod",
    // JSON's 1.0, which JavaScript cannot tell from 1 and Go refuses.
    "bad-9/template",
    "bad-9/pod",
  ],
  causes: [
    // An empty list, which is not told from an absent one: here a cause is missing,
    "v-eph-meta/template",
    "v-eph-meta/pod",
    // and here a message has null where the server has [].
    "c-sc-17/template",
    "c-sc-17/pod",
    "sch-17/template",
    "sch-17/pod",
    "scw-17/template",
    "scw-17/pod",
    "scl-17/template",
    "scl-17/pod",
  ],
} as const;

/** The server walks maps of Go, and with them resources, labels and annotations, in another order each time. */
function inOrder(causes: ApiServerCase["causes"] = []): readonly string[] {
  const groups: string[][] = [];
  let group = "";
  for (const { reason, field, message } of causes) {
    const next = /^.*(?=\.(?:resources\.(?:limits|requests)|labels|annotations))/.exec(field)?.[0] ?? field;
    if (next !== group) groups.push([]);
    group = next;
    groups.at(-1)?.push(`${field} ${reason} ${message}`);
  }
  return groups.flatMap((each) => each.sort());
}
