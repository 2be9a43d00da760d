import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { NoAnswer } from "../../../src/domain/exchange.ts";
import { isTlsCode, noAnswer } from "../../../src/http/send/no-answer.ts";

function coded(code: string, cause?: unknown): Error {
  return Object.assign(new Error("raw text", { cause }), { code });
}

describe("why no answer came", () => {
  test.each([
    [coded("ECONNREFUSED"), "api.test refused the connection (ECONNREFUSED)"],
    [coded("ENOTFOUND"), "There is no host of the name api.test (ENOTFOUND)"],
    [
      coded("CERT_HAS_EXPIRED"),
      "The TLS connection to api.test cannot be trusted or was refused (CERT_HAS_EXPIRED)",
    ],
    [
      coded("HPE_INVALID_VERSION"),
      "The answer of api.test is not valid HTTP (HPE_INVALID_VERSION)",
    ],
    [coded("Z_DATA_ERROR"), "The compressed answer of api.test is damaged (Z_DATA_ERROR)"],
    [
      coded("ERR__ERROR_FORMAT_PADDING_2"),
      "The compressed answer of api.test is damaged (ERR__ERROR_FORMAT_PADDING_2)",
    ],
    [
      coded("ZSTD_error_prefix_unknown"),
      "The compressed answer of api.test is damaged (ZSTD_error_prefix_unknown)",
    ],
    [
      Object.assign(coded("ETIMEDOUT"), { event: "connect" }),
      "Connecting to api.test took too long (ETIMEDOUT)",
    ],
    [coded("ETIMEDOUT"), "The connection to api.test timed out (ETIMEDOUT)"],
    [coded("EWEIRD"), "The exchange with api.test failed (EWEIRD)"],
    [new Error("raw text"), "The exchange with api.test failed (UNKNOWN)"],
    ["raw text", "The exchange with api.test failed (UNKNOWN)"],
    [undefined, "The exchange with api.test failed (UNKNOWN)"],
  ])("%s", (error, message) => {
    expect(noAnswer(error, { sent: true, host: "api.test" }).message).toBe(message);
  });

  test("the innermost code counts, for libraries wrap the system's errors", () => {
    const error = coded(
      "ERR_READING_RESPONSE_STREAM",
      coded("ERR_WRAPPED", { code: "Z_BUF_ERROR" }),
    );
    expect(noAnswer(error, { sent: true, host: "h" }).code).toBe("Z_BUF_ERROR");
  });

  test("an interruption is one whatever its reason is", () => {
    const error = coded("ERR_ABORTED", coded("ECONNRESET"));
    expect(noAnswer(error, { sent: true, host: "h" }).code).toBe("ABORTED");
  });

  test("a request that HTTP cannot carry is distinguished from one that failed on the way", () => {
    const error = coded("ERR_INVALID_CHAR");
    expect(noAnswer(error, { sent: false, host: "h" }).code).toBe("INVALID_REQUEST");
    expect(noAnswer(error, { sent: true, host: "h" }).code).toBe("ERR_INVALID_CHAR");
  });

  test("causes that go in circles come to an end", () => {
    const error = coded("ELOOP");
    error.cause = error;
    expect(noAnswer(error, { sent: true, host: "h" }).code).toBe("ELOOP");
  });

  test("what is one already stays as it is", () => {
    const error = new NoAnswer("x", { sent: false, code: "TOO_LARGE" });
    expect(noAnswer(error, { sent: true, host: "h" })).toBe(error);
  });

  test("nothing of the original travels along", () => {
    const original = Object.assign(coded("ECONNRESET"), { options: { authorization: "s3cr3t" } });
    const error = noAnswer(original, { sent: true, host: "h" });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/s3cr3t|raw text/);
  });
});

test.each(["ECONNRESET", "ETIMEDOUT", "ABORTED", "HPE_INVALID_VERSION", "INVALID_URL"])(
  "%s has nothing to do with TLS",
  (code) => expect(isTlsCode(code)).toBe(false),
);
