import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineCommand } from '@slipway/cli'

/** The pins of the rehearsal's Argo CD with a program of ours beside them: one version for both. */
function module(cache: string): string {
  const pins = path.join(cache, 'argo-reader-source')
  mkdirSync(pins, { recursive: true })
  for (const file of ['go.mod', 'go.sum'])
    copyFileSync(path.resolve(import.meta.dirname, '../libs/rehearsal/bin/argocd', file), path.join(pins, file))
  copyFileSync(path.join(import.meta.dirname, 'argo-reader/main.go'), path.join(pins, 'main.go'))
  return pins
}

export default defineCommand({
  name: 'argo-reader',
  summary: "feeds nasty files to Argo CD's own reader and to ours: does ours ever say less?",
  about:
    'Feeds nasty files to Argo CD\'s own reader and to the review. Each has to be read alike, or be told as an error or a high risk. FILES and SEED in the environment say how many (20000), and which. The last line is "N passed, N failed".',
  options: {},
  exits: ['ours never says less', 'it does'],
  async run(_values, _words, { out, err, seconds }) {
    const { cacheFolder, pinnedGoProgram, thisMachine } = await import('@slipway/cli/program')
    const { exec } = await import('@slipway/cli/exec')
    const { dice } = await import('@slipway/review/corpus')
    const { nastyFile } = await import('./argo-reader/nasty-files.ts')
    const { difference, ours } = await import('./argo-reader/compare.ts')
    const [count, seed] = [Number(process.env['FILES'] ?? 20_000), Number(process.env['SEED'] ?? 1)]
    const pins = module(cacheFolder(thisMachine(), 'judge'))
    const toolchain = `go${/^go (\S+)$/m.exec(readFileSync(path.join(pins, 'go.mod'), 'utf8'))?.[1] ?? ''}`
    const command = await pinnedGoProgram({ kind: 'judge', name: 'argo-reader', pins, package: '.', toolchain })
    const roll = dice(seed)
    const files = Array.from({ length: count }, () => nastyFile(roll))
    const input = JSON.stringify(files.map(({ name, text }) => ({ [name]: Buffer.from(text).toString('base64') })))
    const { stdout, stderr, code } = await exec(command, [], { input })
    if (code !== 0) throw new Error(`argo-reader: ${stderr.trim()}`)
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as import('./argo-reader/compare.ts').Answer)
    const judged = files.map((file, i) => {
      const [own, argo] = [ours(file), answers[i] ?? {}]
      return { file, own, argo, difference: difference(own, argo) }
    })
    const wrong = judged.filter((one) => one.difference !== undefined)
    for (const { file, own, argo, difference } of wrong.slice(0, 20))
      err(
        `${String(difference)} in ${file.name}\n${JSON.stringify(file.text)}\nours  ${JSON.stringify(own.objects)}\nArgo  ${JSON.stringify(argo)}\n\n`,
      )
    const alike = judged.filter(({ own, argo }) => !own.isTold && argo.error === undefined).length
    const quiet = judged.filter(({ own }) => own.isTold).length
    out(`${count} files, seed ${seed}: ${alike} read alike, ${quiet} told as odd, ${seconds().toFixed(1)} s\n`)
    out(`${count - wrong.length} passed, ${wrong.length} failed\n`)
    return wrong.length === 0 ? 0 : 1
  },
})
