import { encoderOf } from "../../domain/documents/encode.ts";
import { failureSchema } from "../../domain/documents/errors/failure.ts";
import { errorDocument } from "../../domain/documents/errors/error-document.ts";
import { asFailure } from "../failure.ts";

const encode = encoderOf(failureSchema);

/** The machine form of a failure. */
export function failureDocument(error: unknown) {
  return encode({ error: errorDocument(asFailure(error)) });
}
