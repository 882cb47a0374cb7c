/** The command of the clone that one is in, where there is no other of its name. */
const bash = `# Do: source <(npx slipway completion bash)
command -v slipway >/dev/null || slipway() {
  local folder=$PWD
  while [[ -n $folder && ! -x $folder/node_modules/.bin/slipway ]]; do folder=\${folder%/*}; done
  if [[ -z $folder ]]; then echo "slipway: no clone of it here" >&2; return 1; fi
  "$folder/node_modules/.bin/slipway" "$@"
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
    while test -n "$folder" -a ! -x "$folder/node_modules/.bin/slipway"
      set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    if test -z "$folder"
      echo "slipway: no clone of it here" >&2
      return 1
    end
    $folder/node_modules/.bin/slipway $argv
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
