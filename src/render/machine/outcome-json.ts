import { encoderOf } from "../../domain/documents/encode.ts";
import { outcomeSchema } from "../../domain/documents/outcome.ts";

/** The machine form of an outcome. */
export const outcomeDocument = encoderOf(outcomeSchema);
