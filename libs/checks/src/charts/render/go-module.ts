import { exec } from '@slipway/cli/exec'
import { fields, text } from '@slipway/kube'

/** Downloads a module as Go does. @returns its read-only folder in Go's cache; `undefined` where no proxy serves it */
export async function goModule(module: string, version: string): Promise<string | undefined> {
  const ran = await exec('go', ['mod', 'download', '-json', `${module}@${version}`], {
    env: { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off' },
    timeout: 300_000,
  })
  return ran.code === 0 ? text(fields(JSON.parse(ran.stdout)).Dir) : undefined
}
