import { endStrays, mayLeaveStrays } from "../end-strays.ts";
import { podVolumeName } from "../pod/make-pod.ts";
import type { Engine } from "./connect-engine.ts";
import { refusedWith } from "./engine-error.ts";
import { isOwnerGone, ownerLabel, runLabel } from "./run-owner.ts";

/** Removes all that one run made, whatever state it is in. Rejects with the first failure, after everything was tried. */
export async function removeRun(engine: Engine, run: string): Promise<void> {
  await removeLabelled(engine, `${runLabel}=${run}`, () => true);
}

/**
 * Removes what runs left whose process is gone (`kill -9`, a crash, a reboot), never what belongs to one that lives.
 * What resists stays: it is no reason not to run.
 */
export async function removeAbandonedRuns(engine: Engine): Promise<void> {
  await removeLabelled(engine, ownerLabel, (labels) => isOwnerGone(labels[ownerLabel] ?? "")).catch(() => undefined);
}

type Labels = Readonly<Record<string, string>>;

async function removeLabelled(engine: Engine, label: string, wanted: (labels: Labels) => boolean): Promise<void> {
  const { client } = engine;
  const filters = { label: [label] };
  const containers = (await client.listContainers({ all: true, filters })).filter(({ Labels }) => wanted(Labels));
  const isPause = ({ Labels }: (typeof containers)[number]) => Labels[roleLabel] === "pause";
  const failures: unknown[] = [];
  const attempt = async (remove: () => Promise<unknown>) => {
    await retryBusy(remove).catch((error) => failures.push(error));
  };
  const remove = (some: typeof containers) =>
    Promise.all(some.map(({ Id }) => attempt(() => client.getContainer(Id).remove({ force: true, v: true }))));
  await remove(containers.filter((container) => !isPause(container)));
  await remove(containers.filter(isPause));
  const { Volumes } = await client.listVolumes({ filters });
  const volumes = (Volumes ?? []).filter(({ Labels }) => wanted(Labels ?? {}));
  const runs = new Set(volumes.flatMap(({ Labels }) => Labels?.[runLabel] ?? []));
  if (mayLeaveStrays(engine)) {
    for (const run of runs) await attempt(() => endStrays(engine, podVolumeName(run)));
  }
  await Promise.all(volumes.map(({ Name }) => attempt(() => client.getVolume(Name).remove())));
  if (failures.length > 0) throw failures[0];
}

/** Marks the pause container: others hang on it, so it goes last. */
export const roleLabel = "podwright.dev/role";

/** Another process that removes it too, or one that is just ending, is no failure. */
async function retryBusy(remove: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await remove();
      return;
    } catch (error) {
      const status = refusedWith(error);
      if (status === 404) return;
      if (status === undefined || tries === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries));
    }
  }
}
