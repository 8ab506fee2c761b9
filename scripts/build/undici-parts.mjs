// @ts-nocheck: the files that it takes have no types of their own

/**
 * Stands for undici in the bundles: what the programs use of it, which is half of its code (no fetch, WebSocket, caches, mocks).
 * An import of something else fails the build: add it here.
 */

export { default as buildConnector } from "undici/lib/core/connect.js";
export { default as Agent } from "undici/lib/dispatcher/agent.js";
