import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attestationArgs, attestationsOf, provenanceIssue, type Certificate, type Claim } from './provenance.ts'

const builder = { repository: { owner: 'acme', name: 'slipway' }, branch: 'main' }
const image = `registry.example/web@sha256:${'a'.repeat(64)}`
const [built, later] = ['a'.repeat(40), 'b'.repeat(40)]
const run = 'https://github.com/acme/slipway/actions/runs/7'
const certificate: Certificate = {
  sourceRepositoryURI: 'https://github.com/acme/slipway',
  sourceRepositoryRef: 'refs/heads/main',
  sourceRepositoryDigest: built,
  buildSignerURI: 'https://github.com/acme/slipway/.github/workflows/build.yml@refs/heads/main',
  buildTrigger: 'push',
  runInvocationURI: `${run}/attempts/2`,
}
const claim: Claim = { file: 'apps/web/releases/dev.json', image, commit: built, run }
const isBefore = (commit: string, than: string) => commit === built && than === later

describe('a release file and what the build has signed', () => {
  it.each<[string, Partial<Claim>, readonly Partial<Certificate>[], string | undefined]>([
    ['agree', {}, [{}], undefined],
    ['agree, with one of two builds', {}, [{ sourceRepositoryDigest: later }, {}], undefined],
    [
      'agree in other letters of the owner',
      {},
      [{ sourceRepositoryURI: 'https://github.com/Acme/slipway' }],
      undefined,
    ],
    ['differ in the commit', { commit: later }, [{}], 'provenance-commit'],
    ['differ in the run', { run: `${run}7` }, [{}], 'provenance-run'],
    ['are of two builds', {}, [{ sourceRepositoryDigest: later }, { runInvocationURI: `${run}7` }], 'provenance-run'],
    ['are of a branch', {}, [{ sourceRepositoryRef: 'refs/heads/x' }], 'provenance-none'],
    ['are of nothing', {}, [], 'provenance-none'],
    ['say no commit', { commit: undefined }, [{}], 'provenance-unsaid'],
    ['say no run', { run: undefined }, [{}], 'provenance-unsaid'],
    [
      'are of a run that was started later',
      {},
      [{ sourceRepositoryDigest: later, buildTrigger: 'workflow_dispatch' }],
      undefined,
    ],
    ['are of a push that came later', {}, [{ sourceRepositoryDigest: later }], 'provenance-commit'],
    [
      'are of a run that was started before',
      { commit: later },
      [{ buildTrigger: 'workflow_dispatch' }],
      'provenance-commit',
    ],
  ])('%s', (_, claimed, signed, code) => {
    const certificates = signed.map((one) => ({ ...certificate, ...one }))
    expect(provenanceIssue({ ...claim, ...claimed }, certificates, builder, isBefore)?.code).toBe(code)
  })
})

describe.skipIf(process.platform === 'win32')('gh', () => {
  let root: string
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(tmpdir(), 'slipway-gh-'))
    vi.stubEnv('PATH', `${root}:${process.env['PATH']}`)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    fs.rmSync(root, { recursive: true, force: true })
  })
  const gh = (script: string) => fs.writeFileSync(path.join(root, 'gh'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const recorded = JSON.stringify([
    { attestation: {}, verificationResult: { mediaType: 'x', signature: { certificate } } },
  ])

  it('is asked for this workflow, on this branch, on machines of GitHub', () => {
    gh(`echo "$*" > '${root}/call'; echo '${recorded}'`)
    expect(attestationsOf(image, builder)).toEqual({ ok: true, value: [certificate] })
    expect(fs.readFileSync(path.join(root, 'call'), 'utf8').trim()).toBe(attestationArgs(image, builder).join(' '))
    expect(attestationArgs(image, builder).join(' ')).toBe(
      `attestation verify oci://${image} --repo acme/slipway --signer-workflow acme/slipway/.github/workflows/build.yml --source-ref refs/heads/main --deny-self-hosted-runners --format json`,
    )
  })

  it.each([
    ['echo "Error: no attestations found" >&2; exit 1', 'provenance-none'],
    ['echo no json', 'provenance-answer'],
    ['echo "[{}]"', 'missing-field'],
  ])('%s', (script, code) => {
    gh(script)
    expect(attestationsOf(image, builder)).toMatchObject({ ok: false, issues: [{ code }] })
  })
})
