import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { input, option, Refused, type Call, type StandInCommand } from './call.ts'
import { ociLayout } from './oci-layout.ts'
import { cloudFormation } from './stack-programs.ts'

const crane = ({ env }: Call): string => env['SLIPWAY_CRANE'] ?? 'crane'

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-image-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In place of BuildKit: an OCI image of the app's folder, without its Dockerfile having run. */
export const buildImage: StandInCommand = (call) => {
  const folder = path.dirname(path.resolve(call.cwd, input(call, 'file')))
  const architecture = input(call, 'platforms').split('/')[1] ?? ''
  const [, target] = /dest=([^,]+)/.exec(input(call, 'outputs')) ?? []
  if (target === undefined) throw new Refused(`outputs: no dest=FILE in ${input(call, 'outputs')}`)
  inFolder((temporary) => {
    const layer = path.join(temporary, 'layer.tar')
    const still = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner']
    call.run('tar', [...still, '-C', folder, '-cf', layer, 'src'])
    for (const [name, bytes] of ociLayout(readFileSync(layer), architecture)) {
      const file = path.join(temporary, 'image', name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, bytes)
    }
    call.run('tar', ['-C', path.join(temporary, 'image'), '-cf', target, '.'])
  })
  return 0
}

/** `skopeo copy ... oci-archive:FILE docker://IMAGE`, by crane. */
export const skopeo: StandInCommand = (call) => {
  const [verb, from, to] = [call.words[0], ...call.words.slice(-2)]
  if (verb !== 'copy' || from === undefined || to === undefined) throw new Refused(`skopeo ${call.words.join(' ')}`)
  inFolder((folder) => {
    call.run('tar', ['-C', folder, '-xf', from.replace('oci-archive:', '')])
    const pushed = call.run(crane(call), ['push', folder, to.replace('docker://', '')]).trim()
    const kept = option(call.words, 'digestfile')
    if (kept !== undefined) writeFileSync(kept, pushed.slice(pushed.indexOf('@') + 1))
  })
  return 0
}

/** `docker buildx imagetools create` and `inspect`, by crane. */
export const docker: StandInCommand = (call) => {
  const [a, b, verb, ...rest] = call.words
  if (a !== 'buildx' || b !== 'imagetools') throw new Refused(`docker ${call.words.join(' ')}`)
  if (verb === 'create') {
    const tag = option(rest, 'tag') ?? ''
    const parts = rest.filter((word) => word.includes('@')).flatMap((image) => ['--manifest', image])
    call.run(crane(call), ['index', 'append', '--tag', tag, ...parts])
  } else if (rest[0] === '--raw') call.out(call.run(crane(call), ['manifest', rest[1] ?? '']))
  else call.out(`${JSON.stringify({ digest: call.run(crane(call), ['digest', rest[0] ?? '']).trim() })}\n`)
  return 0
}

/**
 * `aws ecr describe-image-scan-findings`, in which a scan is over at once; and what `aws cloudformation` does with
 * change sets.
 */
export const aws: StandInCommand = (call) => {
  if (call.words[0] === 'cloudformation') return cloudFormation(call)
  if (call.words[1] !== 'describe-image-scan-findings') throw new Refused(`aws ${call.words.join(' ')}`)
  if (call.env['AWS_SESSION_TOKEN'] === undefined) throw new Refused('Unable to locate credentials', 253)
  const counts = call.hub.read('findings')[option(call.words, 'repository-name') ?? ''] ?? {}
  const said = { imageScanStatus: { status: 'COMPLETE' }, imageScanFindings: { findingSeverityCounts: counts } }
  call.out(`${JSON.stringify(said)}\n`)
  return 0
}
