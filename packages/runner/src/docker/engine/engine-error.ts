import { type Problem, ProblemError } from "@podwright/core";
import { deviceFix, idsFix, networkFix, networkProgramFix } from "../discovery/rootless-needs.ts";

/** What the client library throws for an answer of 400 and more. */
interface EngineAnswer extends Error {
  readonly statusCode: number;
  readonly json?: { readonly message?: string };
}

/** The status of an answer that refused; undefined for an error of another kind. */
export function refusedWith(error: unknown): number | undefined {
  const { statusCode } = (error ?? {}) as Partial<EngineAnswer>;
  return typeof statusCode === "number" ? statusCode : undefined;
}

/** The engine's own words, without what the client library puts around them. */
export function engineWords(error: unknown): string {
  const { json, message = String(error) } = (error ?? {}) as Partial<EngineAnswer>;
  return (json?.message || message.replace(/^\(HTTP code \d+\) [^-]* - /, "")).trim();
}

/** Whether an error means that the connection to the engine is gone, or cannot be made. */
export function isLost(error: unknown): boolean {
  if (refusedWith(error) !== undefined || error instanceof ProblemError) return false;
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  return lostCodes.has(code ?? "") || message === "socket hang up" || message === "aborted";
}

const lostCodes: ReadonlySet<string> = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ECONNABORTED"]);

interface EngineName {
  readonly title: string;
  readonly place: string;
}

/**
 * An error of the engine or its connection as a problem; any other error as it is.
 * @problems CONTAINER_ENGINE_FAILED, CONTAINER_ENGINE_LOST
 */
export function engineFailed(error: unknown, engine: EngineName): unknown {
  if (isLost(error)) return new ProblemError([engineLost(error, engine)], { cause: error });
  if (isRedirect(error)) return new ProblemError([engineRefusal("it redirects a request", engine)], { cause: error });
  if (refusedWith(error) === undefined) return error;
  return new ProblemError([engineRefusal(engineWords(error), engine)], { cause: error });
}

/** @source docker-modem v5.0.7 lib/http.js */
function isRedirect(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Max redirects exceeded");
}

function engineLost(error: unknown, { title, place }: EngineName): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  return {
    code: "CONTAINER_ENGINE_LOST",
    what: `${title} stopped answering (${code ?? message}), so nobody knows how the Pod's containers go on`,
    where: place,
    fix: "start it again; the next run removes what this one left",
  };
}

/** What an engine did not do, in its own words. */
export function engineRefusal(words: string, { title, place }: EngineName): Problem {
  return {
    code: "CONTAINER_ENGINE_FAILED",
    what: `${title} failed: ${words}`,
    where: place,
    fix: knownFix(words) ?? "see the engine's own log",
  };
}

/** What to do about some that engines say, where they do not say it themselves. */
function knownFix(words: string): string | undefined {
  return fixIn([...imageFixes, ...containerFixes], words);
}

/** The same of an image's pull, whose words quote the image's name: that is no word of the engine's. */
export function knownImageFix(words: string): string | undefined {
  return fixIn(imageFixes, words);
}

interface KnownFix {
  readonly said: RegExp;
  readonly fix: string;
}

function fixIn(fixes: readonly KnownFix[], words: string): string | undefined {
  return fixes.find(({ said }) => said.test(words))?.fix;
}

/** Limits of files and processes that Podman gives each container; raising a hard one takes CAP_SYS_RESOURCE. */
const limitsFix = `let Podman ask for no more than ulimit -Hn and ulimit -Hu say, for example with these lines in containers.conf (docs/engines.md):
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]`;

const imageFixes: readonly KnownFix[] = [
  {
    said: /no space left on device|disk quota exceeded/i,
    fix: "make room where it keeps images, containers and volumes",
  },
  { said: /insufficient UIDs or GIDs/, fix: idsFix },
];

const containerFixes: readonly KnownFix[] = [
  { said: /\/dev\/net\/tun/, fix: deviceFix },
  { said: /(could not find|cannot start|failed to start) "?(slirp4netns|pasta)\b/, fix: networkProgramFix },
  { said: /slirp4netns failed|pasta failed with exit code/, fix: networkFix },
  { said: /setting rlimit type/, fix: limitsFix },
  { said: /privileged port/, fix: "give hostPort 1024 or more, leave it out, or do what it says" },
];
