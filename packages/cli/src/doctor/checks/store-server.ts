import type { InspectedServer } from "@podwright/store";
import { type Check, type Finding, ok, skipped } from "../check.ts";
import type { DoctorContext } from "../doctor-context.ts";

const soonMs = 14 * 24 * 3_600_000;

/**
 * Whether the store's server is there and trusted, and who it is.
 * @problems those of the config, of connections and of certificates
 */
export const storeServerCheck: Check = {
  name: "store server",
  run: async (context, signal) => {
    const store = await context.store();
    if (!store) return skipped("neither --store nor a config names a store; a run makes the folder .podwright here");
    const { stow } = store.storage;
    if (store.folder !== undefined) return skipped(`the store is a folder, ${store.folder}`);
    if (stow.kind !== "s3") return skipped(`podwright run takes S3 and folders, and the store's kind is ${stow.kind}`);
    return judgeServer(await context.storeServer(store, signal), context);
  },
};

function judgeServer({ origin, proxy, chain }: InspectedServer, { now }: DoctorContext): Finding {
  const way = proxy === undefined ? "" : ` through the proxy ${proxy}`;
  if (chain.length === 0) return ok(`${origin} answers${way}, without TLS`);
  const details = chain.flatMap(({ lines }) => lines.map((line, index) => (index === 0 ? line : `  ${line}`)));
  const ending = chain.find(({ validTo }) => validTo.getTime() - now.getTime() < soonMs);
  if (!ending) return ok(`${origin} answers${way}, and its certificate is trusted`, details);
  const what = `${origin} is trusted${way}, but ${ending.subject} ends on ${ending.validTo.toISOString().slice(0, 10)}`;
  return { status: "warning", what, details, fix: "have a new certificate issued for the server before that day" };
}
