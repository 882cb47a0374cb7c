/** Series of three phases of minutes: before, while and after an alert should fire. */

export interface AlertCase {
  readonly alert: string
  /** What the alert says of itself when it fires. */
  readonly labels: Readonly<Record<string, string>>
  /** Minutes of each phase; it is looked for at the end of each. */
  readonly phases: readonly [number, number, number]
  readonly series: Readonly<Record<string, string>>
}

type Three = readonly [number, number, number]
export const usual: Three = [20, 30, 40]

const part = (from: number, step: number, minutes: number) => `${from}${step < 0 ? '' : '+'}${step}x${minutes - 1}`

/** One value a phase. */
export const levels = (values: Three, phases: Three): string =>
  values.map((value, i) => part(value, 0, phases[i] ?? 0)).join(' ')
/** By so much a minute in each phase. */
export function slope(start: number, rates: Three, phases: Three): string {
  let value = start
  return rates
    .map((rate, i) => {
      const text = part(value, rate, phases[i] ?? 0)
      value += rate * (phases[i] ?? 0)
      return text
    })
    .join(' ')
}

export const page = (team: string, more: Readonly<Record<string, string>> = {}) => ({ severity: 'page', team, ...more })
export const ticket = (team: string, more: Readonly<Record<string, string>> = {}) => ({
  severity: 'ticket',
  team,
  ...more,
})
export const level = (
  alert: string,
  labels: AlertCase['labels'],
  values: Readonly<Record<string, Three>>,
  phases: Three = usual,
): AlertCase => ({
  alert,
  labels,
  phases,
  series: Object.fromEntries(Object.entries(values).map(([name, three]) => [name, levels(three, phases)])),
})
export const rising = (
  alert: string,
  labels: AlertCase['labels'],
  rates: Readonly<Record<string, Three>>,
  phases: Three = usual,
): AlertCase => ({
  alert,
  labels,
  phases,
  series: Object.fromEntries(Object.entries(rates).map(([name, three]) => [name, slope(0, three, phases)])),
})
