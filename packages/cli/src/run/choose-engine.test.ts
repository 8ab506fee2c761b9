import { expect, it } from "vitest";
import { chooseEngine } from "./choose-engine.ts";

const { PATH = "" } = process.env;

it("takes the sandbox where bubblewrap works, and says why", async () => {
  const { runner, choice } = await chooseEngine("auto", { environment: { PATH }, workingDirectory: "/" });
  expect(runner.engine).toBe("sandbox");
  expect(choice).toBe("running on engine sandbox: bubblewrap works here");
});

it("says nothing of a choice that was made", async () => {
  const { runner, choice } = await chooseEngine("sandbox", { environment: { PATH }, workingDirectory: "/" });
  expect({ engine: runner.engine, choice }).toEqual({ engine: "sandbox", choice: undefined });
});
