import type { ShellCommand } from './shell.ts'

/**
 * Programs that read the files that they are given; of some only these verbs. Any other program counts as one that runs
 * them.
 */
const readers: ReadonlyMap<string, ReadonlySet<string> | undefined> = new Map(
  [
    // Files and texts.
    'cat ls cp mv rm mkdir touch install stat file tree realpath readlink dirname basename du ln chmod chown sync rsync scp',
    'test [ [[ grep egrep rg sed awk head tail tee wc sort uniq cut tr paste diff cmp column envsubst jq yq jsonnet xmllint',
    'tar zip unzip gzip gunzip xz zstd 7z base64 sha256sum sha512sum shasum md5sum cd pushd export local read readarray mapfile',
    'for echo printf find gh aws git curl wget openssl gpg age sops',
    // Of images, manifests, rules and workflows: what is checked, rendered, signed or pushed.
    'cosign syft grype trivy oras crane skopeo kubectl argocd flux kubeconform kubeval kube-score kube-linter pluto polaris',
    'conftest opa yamllint shellcheck actionlint hadolint golangci-lint helm-docs codecov gitleaks trufflehog semgrep',
    'kustomize:build,edit,version helm:lint,template,diff,package,show,dependency,dep,pull,push,repo,registry,list,history,status',
    'promtool:check,test amtool:check-config docker:login,logout,push,pull,tag,load,save,cp,inspect,manifest,images,version',
    'terraform:fmt,version,login tofu:fmt,version,login go:mod,env,version,list,fmt',
  ]
    .flatMap((line) => line.split(' '))
    .map((one) => {
      const [name = '', verbs] = one.split(':')
      return [name, verbs === undefined ? undefined : new Set(verbs.split(','))]
    }),
)
/** By these words a reader starts a program. */
const starts =
  /\s-{1,2}(?:exec|ok|to-command|use-compress-program|post-renderer|enable-exec|enable-alpha-plugins)|\bforeach\b|hooksPath|\bbisect\b|\bexec-(?:env|file)\b|\bsystem\(|^awk\b.*\s-f|\s-c\s*(?:core|alias|filter|diff|credential)\b/

/** Package managers of the machine: what they are told to install is a name. */
const installers = new Set(
  'apt-get apt dnf yum microdnf apk zypper pacman snap brew choco winget gem rustup corepack'.split(' '),
)
const ofPython = new Set(['pip', 'pip3', 'pipx'])
/** A path, or a list of the checkout's. */
const isPath = (word: string): boolean =>
  /^["']?\.|\/|^-(?:r|e|c)|^bundle$|^--(?:requirement|editable|constraint)/.test(word)
const isGlobal = (words: readonly string[]): boolean =>
  words.some((word) => word === '-g' || word === '--global' || word === '--location=global')

const before =
  /^[\s({!"]*(?:(?:if|elif|while|until|then|do|else|time|sudo(?:\s+-\w+)*|exec|env|command|!)\s+|\w+=\S*(?:\s+|$))*/
/** Without the files that it reads and writes by `<` and `>`. */
export const wordsOf = ({ text }: ShellCommand): readonly string[] =>
  text
    .replace(before, '')
    .replaceAll(/[<>]+[ \t]*\S+/g, '')
    .split(/\s+/)

const shell = /^(?:sudo\s+)?(?:(?:ba|z|da|k)?sh|python3?|node|ruby|perl|php|pwsh)(?:\s+-\S*)*\s*$/
/**
 * Whether a command only reads the files of the checkout, or installs something by its name. A program that is not
 * known runs them.
 */
export function onlyReads(command: ShellCommand): boolean {
  const [program = '', ...words] = wordsOf(command)
  if (command.into !== undefined && shell.test(command.into)) return false
  if (words.length === 1 && /^--?(?:version|info|help|[vV])$/.test(words[0] ?? '')) return !program.includes('/')
  if (installers.has(program) || ofPython.has(program) || (program === 'npm' && isGlobal(words)))
    return !words.some(isPath)
  if (!readers.has(program) || starts.test(command.text)) return false
  const verbs = readers.get(program)
  return verbs === undefined || verbs.has(words.find((word) => !word.startsWith('-')) ?? '')
}
