/** got without what it does for each request and this program never asks for: half of what a request takes is that. */
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

type Change = readonly [from: string, to: string];

const changes: Readonly<Record<string, readonly Change[]>> = {
  "core/options.js": [
    // Asks for TLS to build any request; here, to check who answers one.
    [
      "https.checkServerIdentity ?? checkServerIdentity,",
      "https.checkServerIdentity ?? ((...given) => checkServerIdentity(...given)),",
    ],
    // Four dozen options of Node's, of which the request that is made knows three: see native-request.ts.
    [
      "const unixSocketPath = getUnixSocketPath(url);",
      "if (internals.request) return { agent, method: internals.method, headers: cloneHeaders(internals.headers) };\n        const unixSocketPath = getUnixSocketPath(url);",
    ],
    // This program gives an address that it parsed for this request alone.
    [
      "const url = new URL(urlString);",
      "const url = value instanceof URL ? value : new URL(urlString);",
    ],
    // What is right is not wrapped to be checked.
    [
      "function assertAny(optionName, validators, value) {",
      "function assertAny(optionName, validators, value) {\n    if (validators.some((validator) => validator(value))) return;",
    ],
    // Copies for each request of what its defaults say. No list is changed in any of them.
    [
      "const cloneHttps = (https) => Object.fromEntries(Object.entries(https).map(([key, value]) => [key, Array.isArray(value) ? value.map(item => is.plainObject(item) ? { ...item } : item) : value]));",
      "const cloneHttps = (https) => ({ ...https });",
    ],
    [
      "hooks: Object.fromEntries(Object.entries(hooks).map(([event, handlers]) => [event, [...handlers]])),",
      "hooks: { ...hooks },",
    ],
    [
      `        retry: {
            ...retry,
            errorCodes: [...retry.errorCodes],
            methods: [...retry.methods],
            statusCodes: [...retry.statusCodes],
        },
        timeout`,
      `        retry: { ...retry },
        timeout`,
    ],
    // The same object, without a list of its pairs and one of those that are left.
    [
      "const cloneHeaders = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => name !== '__proto__').map(([name, value]) => [name, cloneHeaderValue(value)]));",
      `const cloneHeaders = (headers) => {
    const copy = {};
    for (const name of Object.keys(headers)) if (name !== "__proto__") copy[name] = cloneHeaderValue(headers[name]);
    return copy;
};`,
    ],
  ],
  // Takes names out of addresses several times for each request; those of this program have none.
  "core/utils/strip-url-auth.js": [
    [
      "const sanitized = new URL(url);",
      `if (url instanceof URL && url.username === "" && url.password === "") return url.href;
const sanitized = new URL(url);`,
    ],
  ],
  "core/utils/decompress-response.js": [
    [
      "const encodings = (response",
      "if (response.headers['content-encoding'] === undefined) return response;\nconst encodings = (response",
    ],
  ],
  // By which messages to channels of diagnostics are told apart: there are none.
  "core/diagnostics-channel.js": [["return randomUUID();", 'return "";']],
  "create.js": [
    // A flag that is seen by hooks, put beside the options with their accessors: they have none.
    [
      `requestOptions = Object.defineProperties({}, Object.getOwnPropertyDescriptors(options));
                Reflect.set(requestOptions, 'isStream', true);`,
      "requestOptions = { ...options, isStream: true };",
    ],
    // What a handler returned; there are none, and of a stream nothing is done with it.
    [
      "if (is.promise(result) && !request.options?.isStream) {",
      "if (!request.options?.isStream && is.promise(result)) {",
    ],
    // What handlers may have changed; there are none.
    [
      "const boundaryBeforeHandlers = request.options ?",
      "const boundaryBeforeHandlers = defaults.handlers.length > 0 && request.options ?",
    ],
  ],
  "core/index.js": [
    [
      "new URL(retrySource?.requestUrl ?? this.options.url);",
      "this.options.url instanceof URL ? this.options.url : new URL(retrySource?.requestUrl ?? this.options.url);",
    ],
    // What hooks may have changed; there are none.
    [
      "const urlBeforeRequestHooks = options.url instanceof URL ?",
      "const urlBeforeRequestHooks = options.hooks.beforeRequest.length > 0 && options.url instanceof URL ?",
    ],
    // A random name for each request in those messages.
    ["generateRequestId()", '""'],
    // Looks what kind of stream the body was, and for that loads the streams of the web. There is none as an option.
    ["_destroyBody(body) {", "_destroyBody(body) {\n        if (body === undefined) return;"],
    // For those that an answer is piped into.
    [
      "const connectionListedHeaders = getConnectionListedHeaders(response.headers);",
      "const connectionListedHeaders = this._pipedServerResponses.size === 0 ? undefined : getConnectionListedHeaders(response.headers);",
    ],
    // A function that is given to a member as it is written is made among the old objects, and keeps alive what is around
    // it, which is the whole request, until those are collected: after thousands of requests.
    [
      `        this._stopReading = true;
        this.flush = async () => { };`,
      `        this._stopReading = true;
        this.flush = nothingToFlush;`,
    ],
    [
      "if (!this._retrying) {\n            this.once('close', () => {",
      "if (!this._retrying && this._pipedServerResponses.size > 0) {\n            this.once('close', () => {",
    ],
    // Node itself does that with every stream that can be written to: of one that has ended, only a shell is left.
    [
      `        callback(error);
    }
    pipe(`,
      `        callback(error);
        if (this.readableEnded && this.writableFinished) process.nextTick(emptied, this);
    }
    pipe(`,
    ],
    [
      "import { addAbortListener, errorMonitor } from 'node:events';",
      "import EventEmitter, { addAbortListener, errorMonitor } from 'node:events';",
    ],
    [
      "export default class Request extends Duplex {",
      `const nothingToFlush = async () => undefined;
const emptied = (request) => {
    EventEmitter.prototype.removeAllListeners.call(request);
    request.options = request.response = request.requestUrl = request._request = request._requestOptions = undefined;
    request._cancelTimeouts = request._unproxyEvents = request._requestTimeout = undefined;
};
export default class Request extends Duplex {`,
    ],
    // Told to whoever listens to a channel of diagnostics: nobody does.
    ...["RequestCreate", "RequestStart", "ResponseStart", "ResponseEnd"].map((told): Change => [
      `publish${told}({`,
      `false && publish${told}({`,
    ]),
  ],
};

/** Modules of which nothing is left but what others import. */
const gone: Readonly<Record<string, string>> = {
  // No option asks for either.
  "core/utils/http2-client.js": "export default {};",
  "core/utils/dns-cache.js": "export default class {}",
  // When what began and ended, by eleven listeners. Errors do without.
  "core/utils/timer.js": "export default () => undefined;",
  // Events of Node's request once more, as the library's; this program listens to Node's.
  "core/utils/proxy-events.js": "export default () => () => undefined;",
};

/** @throws {Error} when the text that is expected in a file is gone */
export const lighterGot: Plugin = {
  name: "lighter-got",
  setup(build) {
    // No answer is kept: half of what the library brings along is for that.
    build.onLoad({ filter: /[\\/]cacheable-request[\\/]dist[\\/]index\.js$/ }, () => ({
      contents: "export default class {}\nexport class CacheError extends Error {}",
      loader: "js",
    }));
    build.onLoad({ filter: /[\\/]got[\\/]dist[\\/]source[\\/].*\.js$/ }, async ({ path }) => {
      const [, name = ""] = path.replaceAll("\\", "/").split("/got/dist/source/");
      const instead = gone[name];
      if (instead !== undefined) return { contents: instead, loader: "js" };
      const found = changes[name];
      if (found === undefined) return undefined;
      const text = await readFile(path, "utf8");
      return {
        contents: found.reduce((done, change) => changed(done, change, path), text),
        loader: "js",
      };
    });
  },
};

function changed(text: string, [from, to]: Change, path: string): string {
  if (text.split(from).length !== 2) throw new Error(`${path}: "${from}" was expected once`);
  return text.replace(from, () => to);
}
