import { expect, test } from "vitest";
import { idleSettings } from "./idle-settings.ts";

test.each([
  {
    name: "a pattern that matches nothing",
    unmatched: ["/etc/*.yml"],
    config: {},
    want: ["--config /etc/*.yml matches no file"],
  },
  {
    name: "a key that is misspelt",
    unmatched: [],
    config: { acces_key_id: "a", endpoint: "e" },
    want: ['no store has a setting "acces_key_id" (storage.stow.config); access_key_id is one'],
  },
  {
    name: "a key that nothing is like",
    unmatched: [],
    config: { colour: "red" },
    want: ['no store has a setting "colour" (storage.stow.config)'],
  },
  {
    name: "keys of other kinds, and those of Flyte's chart: nothing",
    unmatched: [],
    config: { account: "a", json: "", configUploadConcurrency: "4", CA_PATH: "/ca" },
    want: [],
  },
])("tells of $name", ({ unmatched, config, want }) => {
  expect(idleSettings(unmatched, config)).toEqual(want);
});
