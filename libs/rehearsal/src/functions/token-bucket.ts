export interface Throttle {
  /** Requests a second. */
  readonly rate: number
  readonly burst: number
}

/** As API Gateway throttles: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export function tokenBucket({ rate, burst }: Throttle): (at: number) => boolean {
  let [tokens, last] = [burst, -Infinity]
  /** @param at milliseconds @returns whether one more may pass */
  return (at) => {
    const filled = last === -Infinity ? burst : Math.min(burst, tokens + ((at - last) / 1000) * rate)
    last = at
    tokens = filled >= 1 ? filled - 1 : filled
    return filled >= 1
  }
}
