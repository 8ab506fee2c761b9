/** Stands for what dockerode brings for ssh and for BuildKit, which nobody asks for: gRPC, protobuf, native modules. */
const none = () => {
  throw new Error("the bundle has no client for ssh and BuildKit");
};
module.exports = Object.assign(none, { Client: none });
