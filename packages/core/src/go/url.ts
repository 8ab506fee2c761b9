/**
 * Reads a URL as Go's `url.Parse` and prints it as its `String` does: the scheme in lower case, what a path may not hold escaped.
 * @returns undefined if Go would refuse the text
 * @source net/url Parse, URL.String, Go 1.24
 */
export function canonicalGoUrl(text: string): string | undefined {
  if (holdsControlCharacter(text)) return undefined;
  const hash = text.indexOf("#");
  const fragment = hash < 0 ? "" : text.slice(hash + 1);
  if (!escapesAreWhole(fragment)) return undefined;
  const parsed = withoutFragment(hash < 0 ? text : text.slice(0, hash));
  return parsed === undefined ? undefined : parsed + (fragment ? `#${escaped(fragment, fragmentLetters)}` : "");
}

function withoutFragment(text: string): string | undefined {
  const [, given = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text) ?? [];
  if (text.startsWith(":")) return undefined;
  const rest = given ? text.slice(given.length + 1) : text;
  const scheme = given ? `${given.toLowerCase()}:` : "";
  const mark = rest.indexOf("?");
  const query = mark < 0 ? "" : rest.slice(mark);
  const hierarchy = mark < 0 ? rest : rest.slice(0, mark);
  if (!hierarchy.startsWith("/")) {
    if (scheme) return scheme + hierarchy + query;
    if (hierarchy.split("/", 1)[0]?.includes(":")) return undefined;
    return withPath("", hierarchy, query);
  }
  if (!hierarchy.startsWith("//") || (!scheme && hierarchy.startsWith("///"))) {
    return withPath(scheme, hierarchy, query);
  }
  const end = hierarchy.indexOf("/", 2);
  const authority = hierarchy.slice(2, end < 0 ? undefined : end);
  const path = end < 0 ? "" : hierarchy.slice(end);
  if (!isAuthority(authority)) return undefined;
  const marks = authority || (scheme && path) ? "//" : "";
  return withPath(scheme + marks + printAuthority(authority), path, query);
}

function withPath(before: string, path: string, query: string): string | undefined {
  return escapesAreWhole(path) ? before + escaped(path, pathLetters) + query : undefined;
}

/** `user:password@host:port`; an address of IPv6 stands in brackets. */
function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf("@");
  const user = authority.slice(0, Math.max(at, 0));
  const host = authority.slice(at + 1);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || !escapesAreWhole(user)) return false;
  if (host.startsWith("[")) return /^\[[^\]\s]*\](:\d*)?$/.test(host);
  const port = host.indexOf(":");
  if (port >= 0 && !/^:\d*$/.test(host.slice(host.lastIndexOf(":")))) return false;
  return !/[ \\^`{|}%]/.test(host.replace(/%[89A-Fa-f][0-9A-Fa-f]/g, ""));
}

/** @source net/url URL.String, Userinfo.String, Go 1.24 */
function printAuthority(authority: string): string {
  const at = authority.lastIndexOf("@");
  const host = rewritten(authority.slice(at + 1), hostLetters);
  if (at < 0) return host;
  const [name = "", ...password] = authority.slice(0, at).split(":");
  const parts = password.length > 0 ? [name, password.join(":")] : [name];
  return `${parts.map((part) => rewritten(part, userLetters)).join(":")}@${host}`;
}

const hostLetters = /^[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"]$/;
const userLetters = /^[A-Za-z0-9\-._~$&+,;=]$/;

function escapesAreWhole(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

function holdsControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** Which letters of a part Go leaves as they are. */
interface Letters {
  /** Where there are no others. */
  readonly valid: RegExp;
  /** Where there are: the part is written anew. */
  readonly unescaped: RegExp;
}

const pathLetters: Letters = {
  valid: /^[A-Za-z0-9\-._~!$&'()*+,/:;=@[\]%]*$/,
  unescaped: /^[A-Za-z0-9\-._~$&+,/:;=@]$/,
};
const fragmentLetters: Letters = {
  valid: /^[A-Za-z0-9\-._~!$&'()*+,/:;=@[\]?%]*$/,
  unescaped: /^[A-Za-z0-9\-._~!$&()*+,/:;=@?]$/,
};

/** @source net/url URL.EscapedPath, EscapedFragment, Go 1.24 */
function escaped(text: string, { valid, unescaped }: Letters): string {
  return valid.test(text) ? text : rewritten(text, unescaped);
}

/** Escapes are undone, and then what is not among the letters is escaped. */
function rewritten(text: string, unescaped: RegExp): string {
  return text.replaceAll(/%([0-9A-Fa-f]{2})|./gsu, (whole, hex: string | undefined) => {
    const letter = hex === undefined ? whole : String.fromCharCode(Number.parseInt(hex, 16));
    if (unescaped.test(letter)) return letter;
    return hex === undefined ? percent(letter) : `%${hex.toUpperCase()}`;
  });
}

function percent(letter: string): string {
  const encoded = encodeURIComponent(letter.isWellFormed() ? letter : "\ufffd");
  return encoded.startsWith("%") ? encoded : `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
