/** What each shell is told: to ask the program, which knows its commands, and to leave files to the shell. */
import type { shells } from "./completion.command.ts";

type Shell = (typeof shells)[number];

/** The first line of an answer where the word is a file's name. */
export const filesLine = ":files";

export const scripts: Readonly<Record<Shell, string>> = {
  // The line up to the cursor, for bash cuts words at = and : and joins none again.
  bash: `# bash completion of billing
_billing() {
  local lines
  mapfile -t lines < <(billing __complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  if [[ \${lines[0]} == ${filesLine} ]]; then
    compopt -o default 2>/dev/null
    COMPREPLY=()
    return
  fi
  COMPREPLY=("\${lines[@]}")
  [[ \${#lines[@]} -eq 1 && \${lines[0]} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _billing billing
`,
  zsh: `#compdef billing
_billing() {
  local -a given lines plain open shown shownopen
  local line value
  given=("\${(@Q)words[2,CURRENT]}")
  given[-1]=\${given[-1]#[\\'\\"]}
  lines=("\${(@f)$(billing __complete zsh "\${(@)given}" 2>/dev/null)}")
  if [[ \${lines[1]} == ${filesLine} ]]; then
    _files
    return
  fi
  for line in $lines; do
    value=\${line%%$'\\t'*}
    [[ -z $value ]] && continue
    if [[ $value == *= ]]; then open+=("$value"); shownopen+=("$value  \${line#*$'\\t'}")
    else plain+=("$value"); shown+=("$value  \${line#*$'\\t'}"); fi
  done
  (( $#plain )) && compadd -l -d shown -a plain
  (( $#open )) && compadd -l -S '' -d shownopen -a open
  return 0
}
if [[ $funcstack[1] == _billing ]]; then _billing "$@"; else compdef _billing billing; fi
`,
  fish: `# fish completion of billing
function __billing_complete
    set -l current (commandline -ct | string replace -r '^[\\'"]' '')
    set -l words (commandline -opc)
    set -l lines (billing __complete fish $words[2..-1] "$current" 2>/dev/null)
    if test "$lines[1]" = ${filesLine}
        __fish_complete_path "$current"
    else
        printf '%s\\n' $lines
    end
end
complete -c billing -f -a '(__billing_complete)'
`,
  // A word is without the quotes it was typed in; what the shell would take apart, such as a list with commas, gets some.
  powershell: `# PowerShell completion of billing
Register-ArgumentCompleter -Native -CommandName billing -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    Select-Object -Skip 1 | ForEach-Object {
      if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.ToString() }
    })
  $typed = $wordToComplete -replace '^[''"]|[''"]$', ''
  $current = if ($typed) { $typed } else { ':empty' }
  billing __complete powershell @words $current 2>$null | Where-Object { $_ -and $_ -ne '${filesLine}' } | ForEach-Object {
    $value, $help = $_ -split "\`t", 2
    if (-not $help) { $help = $value }
    $text = if ($value -match '^[\\w./:=+-]+$') { $value } else { "'" + ($value -replace "'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
  }
}
`,
};
