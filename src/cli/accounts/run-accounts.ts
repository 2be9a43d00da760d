/** The accounts of a run, one for each of its providers. */
import { setMaxListeners } from "node:events";

import type { RunAccounts, RunConnection } from "../../bulk/ports.ts";
import type { JournalOption } from "../args/options/change-options.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import type { AccountPorts } from "./account.ts";
import { openRunConnection } from "./open.ts";

export function runAccounts(
  ports: AccountPorts,
  options: ConnectionOptions & JournalOption,
): RunAccounts {
  const halt = new AbortController();
  // Every row that waits or reads listens to them; Node would take more than ten for a leak, and say so on stderr.
  setMaxListeners(0, halt.signal, ports.host.interrupted);
  const opened = new Map<string, Promise<RunConnection>>();
  let reportWait: ((title: string, leftMs: number) => void) | undefined;
  const begin = async (id: string): Promise<RunConnection> => {
    let title = id;
    const connection = await openRunConnection(ports, options, id, {
      halt: halt.signal,
      onWait: (leftMs) => reportWait?.(title, leftMs),
    });
    ({ title } = connection.provider);
    return connection;
  };
  return {
    halt,
    open(provider) {
      const known = opened.get(provider) ?? begin(provider);
      opened.set(provider, known);
      return known;
    },
    onWait(report) {
      reportWait = report;
    },
  };
}
