import * as z from "zod";

import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/** Any JSON value, taken as it is: numbers keep their digits. */
export const json = z
  .unknown()
  .refine((value) => value !== undefined) as unknown as z.ZodType<Json>;

/** Any JSON object, taken as it is. */
export const jsonObject = z
  .unknown()
  .refine(isJsonObject)
  .meta({ type: "object" }) as unknown as z.ZodType<JsonObject>;
