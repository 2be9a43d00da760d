// Loaded before a program: at its end it leaves in a file what the program took: bytes and milliseconds.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const taken = { peak: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1000 };
  writeFileSync(process.env.BENCH_PEAK_FILE, JSON.stringify(taken));
});
