/** What each exit code of `podwright` means, in ascending order. */
export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [0, "it is done"],
  [1, "the Pod failed (the task, or its copilot inside the Pod); lint found something; diff found a difference"],
  [2, "the command line is not one that the verb takes"],
  [3, "a file or a value that was given is wrong, or there is nothing to lint"],
  [4, "podwright itself could not reach the store or start the engine"],
  [70, "a bug in Podwright: the stack trace stands beside it"],
  [130, "interrupted, as by Ctrl-C"],
];
