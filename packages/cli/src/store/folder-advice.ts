import { type Problem, ProblemError } from "@podwright/core";
import type { BlobStore } from "@podwright/store";

/** A store of which a folder of this machine is part: where that may not be written to it says how to take another. */
export function withFolderAdvice(store: BlobStore): BlobStore {
  return {
    ...store,
    write: async (uri, blob, options) => {
      try {
        await store.write(uri, blob, options);
      } catch (error) {
        if (!(error instanceof ProblemError) || !uri.startsWith("file://")) throw error;
        const [first, ...more] = error.problems.map(withAdvice);
        throw new ProblemError([first as Problem, ...more], { cause: error });
      }
    },
  };
}

function withAdvice(problem: Problem): Problem {
  if (problem.code !== "STORE_ACCESS_DENIED") return problem;
  const fix = `give a folder of your own with --store FOLDER, or run from a folder of your own; else ${problem.fix}`;
  return { ...problem, fix };
}
