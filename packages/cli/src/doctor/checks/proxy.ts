import { type Check, ok } from "../check.ts";

const variables = ["HTTPS_PROXY", "HTTP_PROXY"] as const;

/** The proxies in force, without the passwords that their addresses may hold. */
export const proxyCheck: Check = {
  name: "proxies",
  run: async ({ environment }) => {
    const set = variables.flatMap((name) => {
      const value = environment[name] || environment[name.toLowerCase()];
      return value ? [{ name, origin: originOf(value) }] : [];
    });
    if (set.length === 0) return ok("none");
    const exceptions = environment.NO_PROXY || environment.no_proxy;
    const shown = set.map(({ name, origin }) => `${name} ${origin ?? "(no http or https address)"}`);
    const what = [...shown, ...(exceptions ? [`NO_PROXY ${exceptions}`] : [])].join("; ");
    const wrong = set.filter(({ origin }) => origin === undefined).map(({ name }) => name);
    if (wrong.length === 0) return ok(what);
    return { status: "warning", what, fix: `correct or unset ${wrong.join(" and ")}: http://host:port` };
  },
};

function originOf(value: string): string | undefined {
  const address = value.includes("://") ? value : `http://${value}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin } = new URL(address);
  return /^https?:$/.test(protocol) ? origin : undefined;
}
