import { at, text } from '@slipway/kube'

/** A text of a Secret, as `stringData` or in base64; empty where there is none. */
export const secretText = (secret: unknown, key: string): string =>
  text(at(secret, 'stringData', key)) ?? Buffer.from(text(at(secret, 'data', key)) ?? '', 'base64').toString('utf8')
