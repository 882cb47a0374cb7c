import type { Unit } from '@slipway/platform'

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })
const sizes = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

function bytes(value: number): string {
  const power = value === 0 ? 0 : Math.min(Math.floor(Math.log2(Math.abs(value)) / 10), sizes.length - 1)
  const step = Math.max(power, 0)
  return `${number.format(value / 1024 ** step)} ${sizes[step] ?? ''}`
}

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
