/** Node's own request, with what this program sets and nothing else. */
import { type ClientRequest, request, type RequestOptions } from "node:http";
import { request as requestOverTls } from "node:https";

type Given = Pick<RequestOptions, "method" | "headers" | "agent">;

/**
 * Of the library's options, four dozen that nobody has set are copied four times by Node for each request, which is most
 * of what a request allocates. What concerns TLS is the agent's.
 */
export function nativeRequest(url: URL, { method, headers, agent }: Given): ClientRequest {
  const { protocol, hostname, port, pathname, search } = url;
  const options: RequestOptions = {
    protocol,
    hostname: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
    path: pathname + search,
    method,
    headers,
    agent,
  };
  if (port !== "") options.port = port;
  return protocol === "https:" ? requestOverTls(options) : request(options);
}
