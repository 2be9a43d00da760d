import { command } from "../../args/command.ts";
import { topics } from "./topics.ts";

export const help = command({
  operands: [
    {
      name: "topic",
      required: false,
      variadic: true,
      choices: Object.keys(topics),
      help: `${Object.keys(topics).join(", ")}; or a command's words`,
    },
  ],
  options: {},
  examples: ["billing help exit-codes", "billing help customers update"],
  load: async () => (await import("./help.ts")).handle,
});
