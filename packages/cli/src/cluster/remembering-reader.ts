import { ProblemError } from "@podwright/core";
import type { ClusterReader } from "./cluster-reader.ts";

/** What a verb has asked of a cluster so far, as it was answered. */
export type ClusterAnswers = Map<string, Promise<unknown>>;

/** Asks for each thing once, however many tasks and sides need it. What failed is asked again, but for what
 * may not be read, and for a namespace that is not there. */
export function rememberingReader(reader: ClusterReader, answers: ClusterAnswers): ClusterReader {
  const once = <T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) as Promise<T> | undefined;
    if (answer) return answer;
    const asked = ask();
    answers.set(key, asked);
    asked.catch((error: unknown) => isAnswer(error) || answers.delete(key));
    return asked;
  };
  return {
    context: reader.context,
    namespace: reader.namespace,
    get: (resource, name, call) => once(["get", resource, name, call], () => reader.get(resource, name, call)),
    exists: (resource, name, call) => once(["exists", resource, name, call], () => reader.exists(resource, name, call)),
    list: (resource, call) => once(["list", resource, call], () => reader.list(resource, call)),
  };
}

function isAnswer(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.every(({ code }) => answered.has(code));
}

const answered: ReadonlySet<string> = new Set(["CLUSTER_FORBIDDEN", "CLUSTER_NAMESPACE_MISSING"]);
