import { create, type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { FileDescriptorProtoSchema, file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
import type { Plugin } from "rolldown";
import { restoreJsonNames } from "../../node_modules/@bufbuild/protobuf/dist/esm/codegenv2/restore-json-names.js";

/**
 * Generated code holds each .proto file's descriptor as protobuf in base64, which a program reads with a reader that it must
 * first set up: 10 ms of a start. Here they become objects at build time, as `fileDesc` would have read them.
 */
export const readyDescriptors: Plugin = {
  name: "ready-descriptors",
  transform(code, id) {
    if (/\/protobuf\/dist\/esm\/codegenv2\/file\.js$/.test(id)) return readyFileDesc;
    if (!/_pb\.js$/.test(id)) return null;
    return code.replace(/\bfileDesc\("([^"]+)"/g, (_, encoded: string) => `fileDesc(${descriptorObject(encoded)}`);
  },
};

function descriptorObject(encoded: string): string {
  const file = fromBinary(FileDescriptorProtoSchema, base64Decode(encoded));
  file.messageType.forEach(restoreJsonNames);
  return JSON.stringify(file, (key, value) => (key === "$unknown" ? undefined : value));
}

/** What fields of a descriptor are when they are not set: a message inherits it. */
function defaultsOf(message: DescMessage): readonly (readonly [string, unknown])[] {
  const inherited: Record<string, unknown> = {};
  const prototype = Object.getPrototypeOf(create(message));
  // The only numbers of 64 bits are those of options that nobody understands.
  for (const name in prototype) if (typeof prototype[name] !== "bigint") inherited[name] = prototype[name];
  return [[message.typeName, inherited], ...message.nestedMessages.flatMap(defaultsOf)];
}

const defaults = Object.fromEntries(file_google_protobuf_descriptor.messages.flatMap(defaultsOf));

const readyFileDesc = `
import { createEmbeddedFileRegistry } from "../registry.js";
const defaults = ${JSON.stringify(defaults)};
function message(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(message);
  const made = Object.create(defaults[value.$typeName] ?? Object.prototype);
  for (const name of Object.keys(value)) made[name] = message(value[name]);
  return made;
}
export function fileDesc(descriptor, imports = []) {
  const root = message(descriptor);
  root.dependency = imports.map((file) => file.proto.name);
  const find = (name) => imports.find((file) => file.proto.name === name);
  return createEmbeddedFileRegistry(root, find).getFile(root.name);
}
`;
