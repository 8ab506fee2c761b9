import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { create } from "@bufbuild/protobuf";
import {
  encodeInterface,
  encodeLiteralMap,
  type Literal,
  LiteralMapSchema,
  LiteralSchema,
  TypedInterfaceSchema,
} from "../../packages/core/src/index.ts";

interface WarmUpStore {
  /** What makes the copilot use it. */
  readonly flags: readonly string[];
  close(): void;
}

const integer = create(LiteralSchema, primitive({ case: "integer", value: 7n }));
const text = create(LiteralSchema, primitive({ case: "stringValue", value: "seven" }));
const file = create(LiteralSchema, {
  value: { case: "scalar", value: { value: { case: "blob", value: { uri: "s3://bucket/file" } } } },
});
const literals: Readonly<Record<string, Literal>> = { integer, text, file };

/** How many inputs there are. */
export const warmUpInputs: number = Object.keys(literals).length;

/** The inputs as outputs: a task that gives back what it got. */
export const warmUpOutputs: string = encodeInterface(
  create(TypedInterfaceSchema, {
    outputs: {
      variables: [
        { key: "integer", value: { type: { type: { case: "simple", value: 1 } } } },
        { key: "text", value: { type: { type: { case: "simple", value: 3 } } } },
        { key: "file", value: { type: { type: { case: "blob", value: {} } } } },
      ],
    },
  }),
);

/** What a copilot needs of S3: `inputs.pb`, and any other object in a few bytes. It takes whatever is written. */
export async function startWarmUpStore(): Promise<WarmUpStore> {
  const inputs = encodeLiteralMap(create(LiteralMapSchema, { literals }));
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    response.setHeader("etag", '"0"');
    if (request.method === "PUT") response.end();
    else response.end(request.url?.startsWith("/bucket/inputs.pb") ? inputs : "seven");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = `access_key_id=K,secret_key=S,region=us-east-1,endpoint=${endpoint}`;
  return {
    flags: ["--storage.container=bucket", "--storage.stow.config", config],
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function primitive(value: { case: "integer"; value: bigint } | { case: "stringValue"; value: string }) {
  return {
    value: {
      case: "scalar" as const,
      value: { value: { case: "primitive" as const, value: { value } } },
    },
  };
}
