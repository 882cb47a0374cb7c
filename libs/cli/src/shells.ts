/**
 * Runs the command of the clone that one stands in, if no other has its name. Below `apps/` it ignores programs of the
 * app's folder, such as one committed to `node_modules/.bin`.
 */
const bash = `# Do: source <(npx slipway completion bash)
command -v slipway >/dev/null || slipway() {
  local folder=$PWD found=
  while [[ -n $folder ]]; do
    if [[ -x $folder/node_modules/.bin/slipway && ( -z $found || $found == "$folder"/apps/* ) ]]; then found=$folder; fi
    folder=\${folder%/*}
  done
  if [[ -z $found ]]; then echo "slipway: no clone of it here" >&2; return 1; fi
  "$found/node_modules/.bin/slipway" "$@"
}
`

const bashFits = `_slipway() {
  local line current=\${COMP_WORDS[COMP_CWORD]}
  [[ $current == = ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
      :file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(slipway completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _slipway slipway
`

const zshFits = `_slipway() {
  local line
  local -a fits
  while IFS= read -r line; do
    case $line in
      :folder) _files -/; return ;;
      :file) _files; return ;;
      *) fits+=("\${line/$'\\t'/:}") ;;
    esac
  done < <(slipway completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe slipway fits
}
compdef _slipway slipway
`

const fish = `# Do: npx slipway completion fish | source
if not type -q slipway
  function slipway
    set -l folder $PWD
    set -l found ''
    while test -n "$folder"
      if test -x "$folder/node_modules/.bin/slipway"
        set -l apps "$folder/apps/"
        if test -z "$found" -o (string sub -l (string length -- "$apps") -- "$found/") = "$apps"
          set found $folder
        end
      end
      set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    if test -z "$found"
      echo "slipway: no clone of it here" >&2
      return 1
    end
    $found/node_modules/.bin/slipway $argv
  end
end
function __slipway_fits
  set -l words (commandline -opc) (commandline -ct)
  for line in (slipway completion words -- $words[2..-1] 2>/dev/null)
    switch $line
      case :folder
        __fish_complete_directories (commandline -ct)
      case :file
        __fish_complete_path (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c slipway -f -a '(__slipway_fits)'
`

export const shells = {
  bash: bash + bashFits,
  zsh: bash.replace('completion bash', 'completion zsh') + zshFits,
  fish,
} as const
