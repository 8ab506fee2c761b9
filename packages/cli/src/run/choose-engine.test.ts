import { platformConfig, storageConfig, valueOrThrow } from "@podwright/core";
import { expect, it } from "vitest";
import { executionPlaceholders } from "../facts/execution-placeholders.ts";
import { chooseEngine } from "./choose-engine.ts";
import type { EngineFacts } from "./engines.ts";

function factsOn(environment: EngineFacts["environment"]): EngineFacts {
  const storage = valueOrThrow(storageConfig({}, "flyte-2.0"));
  const config = { config: valueOrThrow(platformConfig({}, "flyte-2.0")), storage };
  const execution = executionPlaceholders({ project: "p", domain: "d", name: "n", version: "v" });
  return { options: {}, environment, run: { store: { config, storage, uri: "file://x", folder: "/x" }, execution } };
}

const { PATH = "" } = process.env;

it("takes the sandbox where bubblewrap works, and says why", async () => {
  const { runner, choice } = await chooseEngine("auto", factsOn({ PATH }));
  expect(runner.engine).toBe("sandbox");
  expect(choice).toBe("running on engine sandbox: bubblewrap works here");
});

it("says nothing of a choice that was made", async () => {
  const { runner, choice } = await chooseEngine("sandbox", factsOn({ PATH }));
  expect({ engine: runner.engine, choice }).toEqual({ engine: "sandbox", choice: undefined });
});

it("tells what each engine says where none works", async () => {
  const refused = chooseEngine("auto", factsOn({ PATH: "/nowhere", DOCKER_HOST: "unix:///nowhere.sock" }));
  await expect(refused).rejects.toMatchObject({
    problems: [
      {
        code: "NO_ENGINE",
        what: "no engine works here that could run the Pod",
        tried: [
          expect.stringMatching(/^sandbox: the sandbox engine needs bubblewrap .* \(NO_BUBBLEWRAP; PATH \/nowhere\)$/),
          expect.stringMatching(/^docker: no container runtime answered \(NO_CONTAINER_RUNTIME; tried DOCKER_HOST/),
        ],
        fix: expect.stringMatching(
          /\ndocker: start the engine behind DOCKER_HOST, correct it or unset it\nor name a cluster: --engine kubernetes$/,
        ),
      },
    ],
  });
});
