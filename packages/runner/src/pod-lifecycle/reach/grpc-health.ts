import type { ClientHttp2Session, ClientHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";

/** What a server says of a service's health. */
export type GrpcHealth =
  | { readonly answer: "status"; readonly status: string }
  /** A number and words as gRPC has them; 12 is that the server does not know the question. */
  | { readonly answer: "error"; readonly code: number; readonly message: string };

const statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const;

/**
 * Asks `grpc.health.v1.Health/Check` over a connection, without TLS as a kubelet does, and closes it. Rejects when it breaks before an answer.
 * @param service - empty: the server as a whole
 * @source grpc/grpc doc/health-checking.md, doc/PROTOCOL-HTTP2.md
 */
export async function grpcHealth(socket: Duplex, authority: string, service: string): Promise<GrpcHealth> {
  const { connect } = await import("node:http2");
  const session = connect(`http://${authority}`, { createConnection: () => socket });
  try {
    return await check(session, service);
  } finally {
    session.destroy();
  }
}

function check(session: ClientHttp2Session, service: string): Promise<GrpcHealth> {
  const { promise, resolve, reject } = Promise.withResolvers<GrpcHealth>();
  session.on("error", reject);
  session.on("close", () => reject(new Error("the connection was closed")));
  const stream = session.request({
    ":method": "POST",
    ":path": "/grpc.health.v1.Health/Check",
    "content-type": "application/grpc",
    te: "trailers",
    "user-agent": "kube-probe/1.34",
  });
  readAnswer(stream).then(resolve, reject);
  stream.end(framed(requestOf(service)));
  return promise;
}

async function readAnswer(stream: ClientHttp2Stream): Promise<GrpcHealth> {
  let told: Record<string, unknown> = {};
  const note = (headers: object): void => {
    told = { ...told, ...headers };
  };
  stream.on("response", note);
  stream.on("trailers", note);
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const code = Number(told["grpc-status"] ?? 2);
  if (code !== 0) return { answer: "error", code, message: decodeURIComponent(String(told["grpc-message"] ?? "")) };
  return { answer: "status", status: statusOf(Buffer.concat(chunks).subarray(5)) };
}

/** Not compressed, its length, the message. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** `HealthCheckRequest`: field 1 is the service, left out when it is empty. */
function requestOf(service: string): Buffer {
  const text = Buffer.from(service);
  if (text.length === 0) return text;
  const length: number[] = [];
  for (let rest = text.length; ; rest >>>= 7) {
    if (rest < 128) {
      length.push(rest);
      break;
    }
    length.push((rest & 127) | 128);
  }
  return Buffer.concat([Buffer.from([10, ...length]), text]);
}

/** `HealthCheckResponse`: field 1 is the status, a small number; absent it is 0. */
function statusOf(message: Buffer): string {
  const number = message[0] === 8 ? (message[1] ?? 0) : 0;
  return statuses[number] ?? String(number);
}
