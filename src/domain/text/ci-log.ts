/**
 * Text for people never commands the system that runs a build: such systems read commands out of the log of a step.
 *
 * GitHub Actions: `::name::` at the start of a line, white space apart, and `##[name]` anywhere in one
 * (actions/runner, ActionCommand.cs). Azure Pipelines: `##vso[area.action]` anywhere, `##[name]` for the look of a line
 * (learn.microsoft.com, "Logging commands"). TeamCity: `##teamcity[message]` (jetbrains.com/help/teamcity, "Service
 * Messages"). GitLab: `section_start:` and `section_end:` (docs.gitlab.com, "CI/CD job logs").
 */

const variables = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITLAB_CI"];

/** All of them wherever one of them is read: a log is passed on. */
const commands = (): RegExp =>
  /#(?=#\w*\[)|(?<=^(?:\s|\p{Cc}\[[\d;]*m)*):(?=(?:\p{Cc}\[[\d;]*m)*:)|(?<=\bsection)_(?=(?:start|end):)/gimu;

/** As JSON spells them, so that they may also stand within it, in a command line that is shown. */
const escapes: Readonly<Record<string, string>> = { "#": "\\u0023", ":": "\\u003a", _: "\\u005f" };

/** Whether what is printed is read by such a system; an empty variable counts as unset. */
export function isCiLog(env: Readonly<Record<string, string | undefined>>): boolean {
  return variables.some((name) => (env[name] ?? "") !== "");
}

/** The text with one character of each command as an escape: `\u0023#[group]`, `\u003a:debug::`. Lines stay. */
export function withoutCommands(text: string): string {
  return text.replaceAll(commands(), (character) => escapes[character] ?? character);
}
