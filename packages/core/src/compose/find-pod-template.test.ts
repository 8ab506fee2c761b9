import { expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { findPodTemplate } from "./find-pod-template.ts";

const template = (name: string, namespace: string) => ({ metadata: { name, namespace }, template: { metadata: {} } });

const facts = factsOfCase({
  podTemplates: [
    template("both", "flyte"),
    template("both", "tasks"),
    template("central", "flyte"),
    template("elsewhere", "other"),
    template("twice", "tasks"),
    template("twice", "tasks"),
  ],
  task: {},
  execution: { namespace: "tasks", name: "a" },
});

test.each([
  { name: "both", want: "podTemplates[1]", why: "the task's namespace comes first" },
  { name: "central", want: "podTemplates[2]", why: "Flyte's namespace serves all" },
  { name: "elsewhere", want: undefined, why: "other namespaces do not count" },
  { name: "twice", want: "podTemplates[5]", why: "the later document stands" },
  { name: "", want: undefined, why: "no name asks for none" },
])("$why ($name)", ({ name, want }) => expect(findPodTemplate(facts, name)?.document).toBe(want));
