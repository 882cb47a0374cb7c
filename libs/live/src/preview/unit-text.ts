import type { Unit } from '@slipway/platform'

/** Writes very long figures as `1E30`. */
function inFigures(options: Intl.NumberFormatOptions) {
  const usual = new Intl.NumberFormat('en', { ...options, maximumSignificantDigits: 3 })
  const exponential = new Intl.NumberFormat('en', { notation: 'scientific', maximumSignificantDigits: 3 })
  return {
    format: (value: number): string => {
      const size = Math.abs(value)
      return (size !== 0 && size < 1e-9) || size >= 1e15 ? exponential.format(value) : usual.format(value)
    },
  }
}
const number = inFigures({})
const compact = inFigures({ notation: 'compact' })
const sizes = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

function powerOf(value: number): number {
  const power = value === 0 ? 0 : Math.min(Math.floor(Math.log2(Math.abs(value)) / 10), sizes.length - 1)
  return Math.max(power, 0)
}

function bytes(value: number): string {
  const power = powerOf(value)
  return `${number.format(value / 1024 ** power)} ${sizes[power] ?? ''}`
}

/** In what an axis up to a value counts, so that its ticks are round: of bytes the largest unit of 1,024 below it. */
export const axisUnit = (unit: Unit, most: number): number => (unit === 'bytes' ? 1024 ** powerOf(most) : 1)

/** A value as Grafana would say it. */
export function unitText(unit: Unit, value: number): string {
  switch (unit) {
    case 'percentunit':
      return `${number.format(value * 100)} %`
    case 'reqps':
      return `${compact.format(value)} req/s`
    case 'bytes':
      return bytes(value)
    case 'ms':
      return Math.abs(value) >= 1000 ? `${number.format(value / 1000)} s` : `${number.format(value)} ms`
    case 's':
      return `${number.format(value)} s`
    case 'cores':
      return Math.abs(value) < 1 ? `${number.format(value * 1000)} m` : `${number.format(value)} cores`
    case 'short':
      return compact.format(value)
  }
}
