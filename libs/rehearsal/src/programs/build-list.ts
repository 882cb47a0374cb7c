import { binary } from './binary.ts'
import { sizeOf } from './build-copy.ts'
import { megabytes, type Turn } from './build-event.ts'
import type { Machine } from '@slipway/cli/program'
import { programOf, type ProgramName } from './programs.ts'

export interface Listed extends Pick<Turn, 'name' | 'version'> {
  readonly path: string | undefined
  readonly bytes: number | undefined
  readonly minutes: number
}

export function list(machine: Machine, names: readonly ProgramName[], pins?: string): readonly Listed[] {
  return names.map((name) => {
    const { version, minutes } = programOf(name)
    const found = binary(name, machine, pins)
    return {
      name,
      version,
      minutes,
      path: found.ok ? found.value : undefined,
      bytes: found.ok ? sizeOf(found.value) : undefined,
    }
  })
}

export function formatList(listed: readonly Listed[]): string {
  const [wide, deep] = [
    Math.max(...listed.map(({ name }) => name.length)),
    Math.max(...listed.map(({ version }) => version.length)),
  ]
  const lines = listed.map(({ name, version, path, bytes, minutes }) => {
    const state =
      bytes === undefined
        ? `not built   about ${minutes} min`
        : `built       ${megabytes(bytes).padStart(6)}  ${path ?? ''}`
    return `${name.padEnd(wide)}  ${version.padEnd(deep)}  ${state}`
  })
  const left = listed.filter(({ path }) => path === undefined)
  const sum = left.reduce((minutes, program) => minutes + program.minutes, 0)
  const rest =
    left.length === 0 ? '' : `; the others take about ${sum} min on two busy cores: npx slipway rehearse build`
  return [...lines, `${listed.length - left.length} of ${listed.length} built${rest}`].join('\n')
}
