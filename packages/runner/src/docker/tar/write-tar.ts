/** A file, folder or symbolic link of an archive. Paths are relative, without `.` or `..`. */
export interface TarEntry {
  readonly path: string;
  /** Permission bits, with setuid, setgid and sticky. */
  readonly mode: number;
  /** Default: root. */
  readonly userId?: number;
  /** Default: root's. */
  readonly groupId?: number;
  readonly content:
    | { readonly type: "file"; readonly bytes: Uint8Array }
    /** Read when its turn comes; it must yield exactly `sizeBytes`. */
    | { readonly type: "stream"; readonly sizeBytes: number; read(): AsyncIterable<Uint8Array> }
    | { readonly type: "folder" }
    | { readonly type: "link"; readonly target: string };
}

const blockBytes = 512;

/**
 * An archive that tells the same of the same entries: every time in it is 1970. What a ustar header does not hold (long
 * paths, high user numbers) stands in a pax header before it.
 * @source pax(1), POSIX.1-2017
 */
export async function* writeTar(entries: Iterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    const { content } = entry;
    yield headers(entry);
    if (content.type === "file") yield content.bytes;
    if (content.type === "stream") yield* content.read();
    yield padding(sizeOf(entry));
  }
  yield Buffer.alloc(2 * blockBytes);
}

/** How many bytes `writeTar` yields for these entries. */
export function tarSizeBytes(entries: Iterable<TarEntry>): number {
  let total = 2 * blockBytes;
  for (const entry of entries) total += headers(entry).length + sizeOf(entry) + padding(sizeOf(entry)).length;
  return total;
}

function sizeOf({ content }: TarEntry): number {
  if (content.type === "file") return content.bytes.length;
  return content.type === "stream" ? content.sizeBytes : 0;
}

function padding(sizeBytes: number): Buffer {
  return Buffer.alloc((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
}

const typeFlags = { file: "0", stream: "0", link: "2", folder: "5" } as const;

function headers(entry: TarEntry): Buffer {
  const { content, userId = 0, groupId = 0 } = entry;
  const path = content.type === "folder" ? `${entry.path}/` : entry.path;
  const target = content.type === "link" ? content.target : "";
  const records = [
    ...(fits(path) ? [] : [paxRecord("path", path)]),
    ...(fits(target) ? [] : [paxRecord("linkpath", target)]),
    ...(userId <= maxOctal ? [] : [paxRecord("uid", String(userId))]),
    ...(groupId <= maxOctal ? [] : [paxRecord("gid", String(groupId))]),
  ];
  const own = header({
    path: Buffer.from(path).subarray(0, nameBytes),
    target: Buffer.from(target).subarray(0, nameBytes),
    ...{ mode: entry.mode, userId: Math.min(userId, maxOctal), groupId: Math.min(groupId, maxOctal) },
    ...{ sizeBytes: sizeOf(entry), typeFlag: typeFlags[content.type] },
  });
  if (records.length === 0) return own;
  const pax = Buffer.concat(records);
  const none = Buffer.alloc(0);
  const about = { path: Buffer.from("pax"), target: none, mode: 0o644, userId: 0, groupId: 0 };
  return Buffer.concat([header({ ...about, sizeBytes: pax.length, typeFlag: "x" }), pax, padding(pax.length), own]);
}

const nameBytes = 100;
/** The highest number that seven octal digits hold. */
const maxOctal = 0o7777777;

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= nameBytes;
}

/** `LENGTH key=value\n`, where LENGTH counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

interface HeaderFields {
  readonly path: Uint8Array;
  readonly target: Uint8Array;
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  readonly sizeBytes: number;
  readonly typeFlag: string;
}

function header({ path, target, mode, userId, groupId, sizeBytes, typeFlag }: HeaderFields): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, digits: number) =>
    block.write(value.toString(8).padStart(digits, "0"), at, "latin1");
  block.set(path, 0);
  octal(mode, 100, 7);
  octal(userId, 108, 7);
  octal(groupId, 116, 7);
  octal(sizeBytes, 124, 11);
  octal(0, 136, 11);
  block.write("        ", 148, "latin1");
  block.write(typeFlag, 156, "latin1");
  block.set(target, 157);
  block.write("ustar\x0000", 257, "latin1");
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  );
  block.write("\0 ", 154, "latin1");
  return block;
}
