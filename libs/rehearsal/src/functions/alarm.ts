/** CloudWatch's counts for one call, or one request of the API. */
export interface Counted {
  /** Minutes since anything began, on the rehearsal's clock. */
  readonly at: number
  readonly namespace: 'AWS/Lambda' | 'AWS/ApiGateway'
  /** The version that the calls went to. */
  readonly version?: string
  readonly failed: boolean
}

/** Per cent of what was counted: the form that libs/aws writes. */
export interface ShareAlarm {
  readonly name: string
  readonly namespace: Counted['namespace']
  /** The only version that it watches. */
  readonly version: string | undefined
  /** Per cent. */
  readonly above: number
  readonly periods: number
  readonly bad: number
}

/** By whole minutes that are over; one without calls is not bad. */
export function isOn({ namespace, version, above, periods, bad }: ShareAlarm, all: readonly Counted[], now: number) {
  const own = all.filter((one) => one.namespace === namespace && (version === undefined || one.version === version))
  const last = Math.floor(now)
  const minutes = Array.from({ length: periods }, (_, i) => last - 1 - i)
  const breaching = minutes.filter((minute) => {
    const during = own.filter(({ at }) => Math.floor(at) === minute)
    const failed = during.filter((one) => one.failed).length
    return during.length > 0 && (100 * failed) / during.length > above
  })
  return breaching.length >= bad
}
