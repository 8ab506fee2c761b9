import { connect as connectPlain, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { buildConnector } from "undici";

const bufferBytes = 64 * 1024;

interface OneBufferInput {
  readonly tls: ConnectionOptions;
  readonly timeoutMs: number;
}

/**
 * Connections that read into one buffer each, over and over, where Node would make a new one for each 16 KiB of TLS: a large
 * download then takes half the processor time, and no memory but that. So what undici hands on is good only until its handler
 * returns; `exchange` is such a handler.
 */
export function oneBufferConnector({ tls, timeoutMs }: OneBufferInput): buildConnector.connector {
  return ({ hostname, port, protocol, servername }, callback) => {
    const reader = createReader();
    const host = hostname.replaceAll(/[[\]]/g, "");
    const isTls = protocol === "https:";
    const name = servername ?? (isIP(host) === 0 ? host : "");
    const common = { host, onread: reader.onread, keepAlive: true, keepAliveInitialDelay: 60_000, noDelay: true };
    const socket = isTls
      ? connectTls({
          ...tls,
          ...common,
          port: Number(port || 443),
          servername: name,
          ALPNProtocols: ["http/1.1"],
        } as ConnectionOptions)
      : connectPlain({ ...common, port: Number(port || 80) });
    reader.readFor(socket);
    const timer = setTimeout(() => {
      const error = new Error(`no connection within ${timeoutMs / 1000} s`);
      socket.destroy(Object.assign(error, { code: "ETIMEDOUT" }));
    }, timeoutMs);
    const settle = (error: Error | null) => {
      clearTimeout(timer);
      socket.off("error", settle);
      if (error) callback(error, null);
      else callback(null, socket);
    };
    socket.once(isTls ? "secureConnect" : "connect", () => settle(null));
    socket.on("error", settle);
  };
}

/**
 * Feeds a socket's `read` from one buffer. What is not read at once is copied, and nothing more is taken in until it is: TLS
 * may hand over some more records all the same, and then the end, which waits until they are read.
 */
function createReader() {
  let socket: Socket | undefined;
  let fresh: Uint8Array | null = null;
  const late: Uint8Array[] = [];
  let isStopped = false;
  let isEnding = false;
  const onread = {
    buffer: Buffer.allocUnsafeSlow(bufferBytes),
    callback: (sizeBytes: number, buffer: Uint8Array): boolean => {
      fresh = buffer.subarray(0, sizeBytes);
      if (late.length === 0) socket?.emit("readable");
      if (fresh !== null) late.push(new Uint8Array(fresh));
      fresh = null;
      isStopped = late.length > 0;
      return !isStopped;
    },
  };
  const readFor = (opened: Socket): void => {
    socket = opened;
    const readOn = opened.read.bind(opened);
    const pushOn = opened.push.bind(opened);
    opened.push = (chunk: Uint8Array | null) => {
      isEnding = chunk === null && late.length > 0;
      return !isEnding && pushOn(chunk);
    };
    opened.read = (sizeBytes?: number) => {
      if (sizeBytes === 0) return readOn(0);
      if (isEnding && late.length === 0) {
        isEnding = false;
        pushOn(null);
      }
      const bytes = late.shift() ?? fresh ?? readOn();
      fresh = null;
      if (isStopped && late.length === 0) {
        isStopped = false;
        opened._read(bufferBytes);
      }
      return bytes;
    };
    opened.unshift = (bytes: Uint8Array) => {
      if (bytes.byteLength > 0) late.unshift(new Uint8Array(bytes));
    };
  };
  return { onread, readFor };
}
