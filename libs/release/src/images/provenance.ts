import { z } from 'zod'
import { execSync } from '@slipway/cli/exec'
import { issue, ok, parse, readJson, refused, type Issue, type Outcome } from '@slipway/core'

/** The claim of a release file about an image, which its author may have invented. */
export interface Claim {
  readonly file: string
  /** `registry/name@sha256:...` */
  readonly image: string
  readonly commit: string | undefined
  /** The address of a run of GitHub Actions. */
  readonly run: string | undefined
}

/** The trusted builder: this repository's workflow `build`, on this branch. */
export interface Builder {
  readonly repository: { readonly owner: string; readonly name: string }
  readonly branch: string
}

/** The claims of the build's certificate (sigstore/fulcio, docs/oid-info.md). */
const certificate = z.object({
  sourceRepositoryDigest: z.string(),
  sourceRepositoryRef: z.string(),
  sourceRepositoryURI: z.string(),
  buildSignerURI: z.string(),
  buildTrigger: z.string().optional(),
  runInvocationURI: z.string(),
})
export type Certificate = z.output<typeof certificate>
/** `gh attestation verify --format json` (https://cli.github.com/manual/gh_attestation_verify). */
const answer = z.array(z.object({ verificationResult: z.object({ signature: z.object({ certificate }) }) }))

const workflowOf = ({ repository: { owner, name } }: Builder): string => `${owner}/${name}/.github/workflows/build.yml`

export function attestationArgs(image: string, builder: Builder): readonly string[] {
  const { owner, name } = builder.repository
  return [
    'attestation',
    'verify',
    `oci://${image}`,
    '--repo',
    `${owner}/${name}`,
    '--signer-workflow',
    workflowOf(builder),
    '--source-ref',
    `refs/heads/${builder.branch}`,
    '--deny-self-hosted-runners',
    '--format',
    'json',
  ]
}

/**
 * Asks GitHub what has signed an image.
 * @returns the certificates of each build of it, whose signatures gh has verified
 */
export function attestationsOf(image: string, builder: Builder): Outcome<readonly Certificate[]> {
  const env = { ...process.env, GH_PROMPT_DISABLED: '1', NO_COLOR: '1' }
  const done = execSync('gh', attestationArgs(image, builder), { env })
  if (done.missing)
    return refused('gh', 'no-gh', done.stderr, "GitHub's command gh on PATH", 'install it (https://cli.github.com)')
  if (done.code !== 0) {
    const said = done.stderr.split('\n').find((line) => line.trim() !== '') ?? 'no answer'
    const want = `an attestation by ${workflowOf(builder)} on ${builder.branch}`
    return refused(image, 'provenance-none', said.trim(), want, 'build it by the workflow, or say provenance: "off"')
  }
  const said = readJson(done.stdout)
  if (said === undefined)
    return refused('gh', 'provenance-answer', 'no JSON', 'the answer of gh attestation verify', 'update gh')
  const read = parse(answer, said, 'gh attestation verify')
  return read.ok ? ok(read.value.map(({ verificationResult }) => verificationResult.signature.certificate)) : read
}

/** A run's address is the same for each of its attempts. */
const runOf = (address: string): string => address.replace(/\/attempts\/\d+$/, '')

/** gh has asked for most of it; who trusts a flag of another program alone is wrong one day. */
function isOurs({ sourceRepositoryURI, sourceRepositoryRef, buildSignerURI }: Certificate, builder: Builder): boolean {
  const { owner, name } = builder.repository
  const ref = `refs/heads/${builder.branch}`
  return (
    sourceRepositoryURI.toLowerCase() === `https://github.com/${owner}/${name}`.toLowerCase() &&
    sourceRepositoryRef === ref &&
    buildSignerURI.toLowerCase() === `https://github.com/${workflowOf(builder)}@${ref}`.toLowerCase()
  )
}

/**
 * Checks a claim by the certificates that signed the image.
 * @param isBefore whether a commit is an ancestor: a run that a person or another run started builds an earlier commit
 * than its own
 */
export function provenanceIssue(
  { file, image, commit, run }: Claim,
  signed: readonly Certificate[],
  builder: Builder,
  isBefore: (commit: string, than: string) => boolean,
): Issue | undefined {
  const told = (at: string, code: string, got: string, want: string) =>
    issue(file, at, code, got, want, `take the words from the run that built ${image}`)
  if (commit === undefined) return told('commit', 'provenance-unsaid', 'nothing', 'the commit that it was built from')
  if (run === undefined) return told('run', 'provenance-unsaid', 'nothing', 'the run that built it')
  const ours = signed.filter((one) => isOurs(one, builder))
  if (ours.length === 0) {
    const got = signed.map(({ buildSignerURI }) => buildSignerURI).join(', ') || 'nothing'
    return told('digest', 'provenance-none', got, `an attestation by ${workflowOf(builder)} on ${builder.branch}`)
  }
  const isOf = ({ sourceRepositoryDigest: own, buildTrigger }: Certificate): boolean =>
    own === commit || (buildTrigger === 'workflow_dispatch' && isBefore(commit, own))
  const ofCommit = ours.filter(isOf)
  if (ofCommit.length === 0)
    return told('commit', 'provenance-commit', commit, ours.map((one) => one.sourceRepositoryDigest).join(' or '))
  if (ofCommit.some((one) => runOf(one.runInvocationURI) === runOf(run))) return undefined
  return told('run', 'provenance-run', run, ofCommit.map((one) => runOf(one.runInvocationURI)).join(' or '))
}
