// @ts-nocheck: the files that it takes have no types of their own
import request from "undici/lib/api/api-request.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";

/**
 * Stands for undici in the bundles: what the programs use of it, which is half of its code (no fetch, WebSocket, caches, mocks).
 * An import of something else fails the build: add it here.
 */
Dispatcher.prototype.request = request;

export { default as buildConnector } from "undici/lib/core/connect.js";
export { default as Agent } from "undici/lib/dispatcher/agent.js";
export { Dispatcher };
