import { command } from "../../args/command.ts";

export const shells = ["bash", "zsh", "fish", "powershell"] as const;

export const completion = command({
  operands: [
    { name: "shell", required: true, help: `one of ${shells.join(", ")}`, choices: shells },
  ],
  tooMany: "one shell at a time",
  options: {},
  description: `bash: billing completion bash > ~/.local/share/bash-completion/completions/billing
zsh: billing completion zsh > "\${fpath[1]}/_billing"
fish: billing completion fish > ~/.config/fish/completions/billing.fish
PowerShell: billing completion powershell >> $PROFILE`,
  examples: ['eval "$(billing completion bash)"', "billing completion fish | source"],
  load: async () => (await import("./completion.ts")).handle,
});
