import { addAbortSignal, type Readable } from "node:stream";
import type { Engine } from "../engine/connect-engine.ts";
import { engineWords, isLost } from "../engine/engine-error.ts";
import type { RegistryCredentials } from "./registry-credentials.ts";

export interface PullInput {
  readonly image: string;
  /** Tried one after the other; without any, or when all are refused, nobody in particular asks. */
  readonly credentials: readonly RegistryCredentials[];
  readonly signal: AbortSignal;
  /** Called with how far it is, at most every two seconds. */
  readonly onProgress: (text: string) => void;
}

/** Has the engine fetch an image. @returns undefined when it is there, else what the registry or the engine said */
export async function pullImage(engine: Engine, input: PullInput): Promise<string | undefined> {
  let said = "";
  for (const credentials of [...input.credentials, undefined]) {
    try {
      await pullOnce(engine, input, credentials);
      return undefined;
    } catch (error) {
      if (isLost(error) || input.signal.aborted) throw error;
      // What the user's own credentials were answered says more than what nobody was.
      said ||= engineWords(error);
    }
  }
  return said;
}

async function pullOnce(
  { client }: Engine,
  { image, signal, onProgress }: PullInput,
  credentials: RegistryCredentials | undefined,
): Promise<void> {
  const tagged = /@|:[^/]*$/.test(image) ? image : `${image}:latest`;
  const options = { abortSignal: signal, ...(credentials ? { authconfig: credentials } : {}) };
  const stream = await client.pull(tagged, options);
  addAbortSignal(signal, stream as Readable);
  const progress = createProgress();
  let shownAt = Date.now();
  for await (const message of messages(stream)) {
    signal.throwIfAborted();
    if (message.error) throw new Error(message.error);
    progress.add(message);
    if (Date.now() - shownAt < everyMs) continue;
    shownAt = Date.now();
    onProgress(progress.text());
  }
}

const everyMs = 2000;

interface PullMessage {
  readonly id?: string;
  readonly status?: string;
  readonly error?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

async function* messages(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<PullMessage> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const chunk of stream) {
    held += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const lines = held.split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) if (line.trim()) yield JSON.parse(line) as PullMessage;
  }
  if (held.trim()) yield JSON.parse(held) as PullMessage;
}

/** Adds up what an engine tells of its layers; Podman tells of no bytes. */
function createProgress(): { add(message: PullMessage): void; text(): string } {
  const layers = new Map<string, { readonly current: number; readonly total: number }>();
  let last = "";
  return {
    add({ id = "", status = "", progressDetail }) {
      last = status || last;
      const { current, total } = progressDetail ?? {};
      if (current !== undefined && total) layers.set(id, { current, total });
    },
    text() {
      if (layers.size === 0) return last;
      const sum = (key: "current" | "total") => [...layers.values()].reduce((all, layer) => all + layer[key], 0);
      const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
      return `${mib(sum("current"))} of ${mib(sum("total"))} MiB`;
    },
  };
}
