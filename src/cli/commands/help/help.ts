import { BillingError } from "../../../domain/errors.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import type { Handler } from "../../args/command.ts";
import { widthOf } from "../../show/width.ts";
import { spelled } from "../../../render/text/signs.ts";
import { decideUnicode } from "../../../render/text/style.ts";
import { helpFor } from "./overview.ts";
import { topics } from "./topics.ts";

export const handle: Handler<object> = async (_options, { host, terminal, operands }) => {
  const subject = operands.join(" ");
  const { env } = host;
  const topic = Object.hasOwn(topics, subject) ? topics[subject] : undefined;
  const written = topic?.(widthOf(host.stdout, env));
  const text =
    (written && spelled(written, { unicode: decideUnicode(env) })) ??
    (await helpFor(subject, host, { all: false }));
  if (text === undefined) {
    throw new BillingError(
      "usage",
      `there is no help on "${subject}"${didYouMean(subject, Object.keys(topics))}`,
      { hint: `topics: ${Object.keys(topics).join(", ")}; or name a command` },
    );
  }
  await terminal.out(text);
  return 0;
};
