import { seconds } from '@slipway/spec'

/** Rounds up, for readers of whole seconds. */
export const wholeSeconds = (text: string | undefined, fallback: number): number =>
  text === undefined ? fallback : Math.ceil(seconds(text))
