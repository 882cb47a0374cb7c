import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Version } from '../../functions/lambda.ts'
import { readFunctionStack, type FunctionStack } from '../../functions/function-stack.ts'
import { NoneFits, type Estate, type Files, type TestContext } from '../shared/kit.ts'

export const functionApp = 'rehearsed-function'

/** Few at once and few a second, so that both limits are met by a few hundred requests. Seconds, per cent, minutes. */
export const limits = { timeout: 4, reserved: 4, rate: 40, burst: 20, percent: 20, minutes: 4 } as const

const functionSpec = (team: string): object => ({
  kind: 'function',
  team,
  memory: '256Mi',
  timeout: `${limits.timeout}s`,
  concurrency: { reserved: limits.reserved },
  expose: { host: functionApp },
  throttle: { rate: limits.rate, burst: limits.burst },
  slo: { errors: '1%' },
  release: { canary: [limits.percent], hold: `${limits.minutes}m`, slo: { errors: '1%' } },
})

export const stackFile = new RegExp(`-function-${functionApp}\\.yaml$`)

export function stackIn(files: Files, cluster: string): FunctionStack {
  const [, text] = [...files].find(([file]) => file.endsWith(`/${cluster}-function-${functionApp}.yaml`)) ?? []
  if (text === undefined)
    throw new NoneFits(`no CloudFormation stack of a function beside ${cluster}: aws/ is off, or written otherwise`)
  return readFunctionStack(text)
}

/** The code of a version: `/slow` takes half a second, `/hang` for ever, and a bad one throws on all else. */
const behaviour = (bad: boolean) => `
  if (_event.rawPath === '/hang') return new Promise(() => setInterval(() => {}, 1000))
  if (_event.rawPath === '/slow') return new Promise((done) => setTimeout(() => done({ statusCode: 200 }), 500))
${bad ? "  if (_event.rawPath === '/') return Promise.reject(new Error('a bad version'))\n" : ''}`

const opening = 'export function handle(_event: Event): Promise<object> {\n'

/** The sources of one image, by the handler that `new-app` wrote. */
export function versionOf(
  { estate }: Pick<TestContext, 'estate'>,
  stack: FunctionStack,
  name: string,
  change: 'none' | 'good' | 'bad',
): Version {
  const [app, folder] = [path.join(estate.root, 'apps', functionApp), path.join(estate.root, '..', 'versions', name)]
  cpSync(app, folder, { recursive: true })
  const handler = path.join(folder, 'src/handler.ts')
  const text = readFileSync(handler, 'utf8')
  const [before, after] = text.split(opening)
  if (after === undefined) throw new Error(`new-app writes another handler than ${opening.trim()}`)
  if (change !== 'none')
    writeFileSync(handler, `${before ?? ''}${opening}${behaviour(change === 'bad').trimStart()}${after}`)
  return { name, stack, command: [process.execPath, path.join(folder, 'src/main.ts')] }
}

export async function addFunction(estate: Estate, cluster: string, team: string): Promise<void> {
  const digest = `sha256:${'1'.repeat(64)}`
  const words = [functionApp, '--kind', 'function', '--lang', 'node', '--team', team, '--digest', digest]
  const { code, said } = await estate.newApp(words)
  if (code !== 0) throw new NoneFits(`new-app makes no function here: ${said}`)
  const spec = JSON.stringify(functionSpec(team), null, 2)
  estate.write(
    `apps/${functionApp}/app.ts`,
    `import { defineApp } from '@slipway/spec'\n\nexport default defineApp(${spec})\n`,
  )
  stackIn(await estate.render(), cluster)
}
