import { seconds } from '@slipway/spec'

/** Rounded up: what reads it takes whole seconds only. */
export const wholeSeconds = (text: string | undefined, fallback: number): number =>
  text === undefined ? fallback : Math.ceil(seconds(text))
