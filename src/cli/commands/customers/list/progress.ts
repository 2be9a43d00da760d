/** How far a list is, on stderr: a line that turns on a terminal, few lines elsewhere. */
import { terminal as stderrTerminal } from "../../../../host/node-host.ts";
import { count } from "../../../../render/text/count.ts";
import type { ListConnection } from "../../../accounts/open.ts";
import type { Ports } from "../../../ports.ts";

/** Milliseconds between two lines where there is no terminal. */
const betweenLines = 10_000;

export interface ListProgress {
  begin(): void;
  readonly page: (listed: number, total: number | undefined) => void;
  stop(): void;
}

export function listProgress({ host, terminal }: Ports, connection: ListConnection): ListProgress {
  const { title } = connection.provider;
  const turning = terminal.progress();
  const isTurning = stderrTerminal().isTTY;
  let said = host.now();
  let text = `reading customers of ${title}`;
  connection.onWait((waiting) => turning.step(waiting));
  return {
    begin: () => turning.step(text),
    page(listed, total) {
      const of = total === undefined ? "" : ` of ${total}`;
      text = `${count(listed, "customer")}${of} of ${title} read`;
      // Rows may go to the same terminal: the line makes room, and is drawn anew with the next page.
      turning.stop();
      if (isTurning && !host.stdout.isTTY) turning.step(text);
      const now = host.now();
      if (isTurning || now - said < betweenLines) return;
      said = now;
      void terminal.notice(text);
    },
    stop: () => turning.stop(),
  };
}
