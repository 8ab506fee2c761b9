/** Stands for undici's HTTP/2 client, which the stores switch off (`allowH2: false`): to load it takes milliseconds. */
module.exports = () => {
  throw new Error("the bundle has no HTTP/2 client");
};
