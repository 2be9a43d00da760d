import { compact } from "../../domain/compact.ts";
import { encoderOf } from "../../domain/documents/encode.ts";
import { failureSchema } from "../../domain/documents/failure.ts";
import { asFailure } from "../failure.ts";

const encode = encoderOf(failureSchema);

/** The machine form of a failure. */
export function failureDocument(error: unknown) {
  const { kind, exitCode, message, hint, provider, providerError, requestId, complaints } =
    asFailure(error);
  return encode({
    error: compact({
      code: kind,
      exitCode,
      message,
      hint,
      provider,
      status: providerError?.status,
      providerError,
      requestId,
      complaints:
        complaints.length === 0
          ? undefined
          : complaints.map(({ location: place, ...rest }) => ({ ...rest, ...compact({ place }) })),
    }),
  });
}
