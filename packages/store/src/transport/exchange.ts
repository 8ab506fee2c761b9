import type { Dispatcher } from "undici";
import { type Answer, createBody, type FedBody } from "./answer.ts";

/**
 * Sends one request and gives its answer once the headers are there. The body waits for whoever takes it.
 * @param signal - ends the request, and the body too
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
): Promise<Answer> {
  const answered = Promise.withResolvers<Answer>();
  let controller: Dispatcher.DispatchController | undefined;
  let fed: FedBody | undefined;
  const abort = () => controller?.abort(signal?.reason);
  const over = () => signal?.removeEventListener("abort", abort);
  if (signal?.aborted) return Promise.reject(signal.reason);
  signal?.addEventListener("abort", abort, { once: true });
  dispatcher.dispatch(request, {
    onRequestStart: (started) => {
      controller = started;
      if (signal?.aborted) abort();
    },
    onResponseStart: (started, statusCode, headers) => {
      if (statusCode < 200) return;
      fed = createBody(started);
      started.pause();
      answered.resolve({ statusCode, headers, body: fed.body });
    },
    onResponseData: (_, bytes) => fed?.feed(bytes),
    onResponseEnd: () => {
      over();
      fed?.end();
    },
    onResponseError: (_, error) => {
      over();
      fed?.fail(error);
      answered.reject(error);
    },
  });
  return answered.promise;
}
