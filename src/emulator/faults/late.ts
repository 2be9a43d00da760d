/** Requests of one emulator that are carried out only after others were answered. */
export interface LateRequests {
  /** Carries it out once so many reads at the vendor were answered. */
  readonly add: (vendor: string, reads: number, act: () => Promise<unknown>) => void;
  /** A read at the vendor was answered; resolves once what is due is carried out. */
  readonly readAnswered: (vendor: string) => Promise<void>;
}

export function lateRequests(): LateRequests {
  let waiting: { readonly vendor: string; left: number; readonly act: () => Promise<unknown> }[] =
    [];
  return {
    add(vendor, reads, act) {
      waiting.push({ vendor, left: reads, act });
    },
    async readAnswered(vendor) {
      for (const late of waiting) if (late.vendor === vendor) late.left -= 1;
      const due = waiting.filter(({ left }) => left <= 0);
      waiting = waiting.filter(({ left }) => left > 0);
      for (const { act } of due) await act();
    },
  };
}
