import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { failed, issue, ok, refused, type Outcome } from '@slipway/core'
import { fillPlace, pinnedPlace, type Machine } from '@slipway/cli/program'

const pins = path.join(import.meta.dirname, 'python')
const file = 'tools/slipway/aws/python/requirements.txt'
const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? ''

/** Runs Python with cfn-lint, moto, parliament and cloudsplaining, whatever else is installed there. */
export interface PythonTools {
  readonly run: (args: readonly string[], input?: string) => ReturnType<Machine['run']>
}

/** The error of a tool that exited without an answer. @param file that ran it @param tool as people call it */
export const toolEnded = (file: string, code: string, tool: string, stderr: string) =>
  refused(
    file,
    code,
    lastLine(stderr) || 'it was ended',
    `an answer of ${tool}`,
    'run it again; if it stays, report it with this line',
  )

/**
 * These four, pinned by SHA-256, in a folder of the cache: pip fetches them the first time.
 * @returns an issue where there is no Python with pip, or pip cannot reach its index
 */
export async function pythonTools(machine: Machine, said: (line: string) => void): Promise<Outcome<PythonTools>> {
  const want = 'Python 3.10 or newer with pip, which fetches cfn-lint, moto, parliament and cloudsplaining once'
  const refuse = (code: string, got: string, hint: string) => failed(issue(file, '', code, got, want, hint))
  const python = (args: readonly string[]) => machine.run('python3', args, { env: { ...machine.env } })
  const version = await python(['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])
  if (version.missing)
    return refuse('python-missing', 'no python3 on PATH', 'install it: sudo apt-get install python3-pip')
  const numbers = version.stdout.trim()
  const [major = 0, minor = 0] = numbers.split('.').map(Number)
  if (major !== 3 || minor < 10) return refuse('python-old', `Python ${numbers}`, 'put a newer python3 on PATH')
  const place = pinnedPlace(machine, { kind: 'python', name: `aws-${numbers}`, pins })
  const isWhole = () =>
    ['moto', 'cfnlint', 'parliament', 'cloudsplaining'].every((name) => existsSync(path.join(place, name)))
  if (!isWhole()) {
    said('fetching cfn-lint, moto, parliament and cloudsplaining (100 MB, once) ...\n')
    const filled = await fillPlace(place, isWhole, async (work): Promise<Outcome<true>> => {
      mkdirSync(work, { recursive: true })
      const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes']
      const done = await python([
        ...args,
        '--only-binary=:all:',
        '--target',
        work,
        '--requirement',
        path.join(pins, 'requirements.txt'),
      ])
      if (done.code === 0) return ok(true)
      const hasPip = (await python(['-m', 'pip', '--version'])).code === 0
      return refuse(
        'not-fetched',
        lastLine(done.stderr) || 'pip was ended',
        hasPip ? 'let pip reach its index (PIP_INDEX_URL)' : 'install pip: sudo apt-get install python3-pip',
      )
    })
    if (!filled.ok) return filled
  }
  return ok({
    run: (args, input) =>
      machine.run('python3', args, {
        env: { ...machine.env, PYTHONPATH: place, PYTHONDONTWRITEBYTECODE: '1' },
        ...(input === undefined ? {} : { input }),
      }),
  })
}
