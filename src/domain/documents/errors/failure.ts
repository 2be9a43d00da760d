import * as z from "zod";

import { errorSchema } from "./error.ts";

/** The document of a failure, on stderr. Keys are only ever added. */
export const failureSchema = z.strictObject({ error: errorSchema });
