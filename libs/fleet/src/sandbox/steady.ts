import crypto from 'node:crypto'
import buffer from 'node:buffer'
import { syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Functions that depend on their input alone. */
const pureCrypto = new Set([
  'createHash',
  'createHmac',
  'hash',
  'Hash',
  'Hmac',
  'getHashes',
  'timingSafeEqual',
  'constants',
])
const clocks = ['hrtime', 'uptime', 'cpuUsage', 'threadCpuUsage', 'resourceUsage', 'memoryUsage', 'availableMemory']
const globals = ['performance', 'Temporal', 'crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto', 'File', 'navigator']

type Denied = (name: string) => () => never
const fix = (target: object, name: string, value: unknown): unknown =>
  Object.defineProperty(target, name, { value, configurable: false, writable: false })

/** `Date` for given moments only. The real one is not reachable by it. */
function dateWithoutNow(denied: Denied): DateConstructor {
  const Real = Date
  const now = denied('new Date()')
  function Given(this: unknown, ...given: unknown[]): Date {
    if (new.target === undefined || given.length === 0) return now()
    return Reflect.construct(Real, given, new.target) as Date
  }
  fix(Given, 'prototype', Real.prototype)
  fix(Given, 'parse', Real.parse)
  fix(Given, 'UTC', Real.UTC)
  fix(Given, 'now', denied('Date.now'))
  fix(Given, 'name', 'Date')
  fix(Real.prototype, 'constructor', Given)
  return Given as unknown as DateConstructor
}

/** A formatter that is given no moment takes the present one. */
function formatWithoutNow(now: () => never): void {
  const { prototype } = Intl.DateTimeFormat
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get
  Object.defineProperty(prototype, 'format', {
    configurable: false,
    get(this: Intl.DateTimeFormat) {
      const real = format?.call(this) as (moment?: Date | number) => string
      return (moment?: Date | number) => (moment === undefined ? now() : real(moment))
    },
  })
  const parts = prototype.formatToParts
  fix(prototype, 'formatToParts', function (this: Intl.DateTimeFormat, moment?: Date | number) {
    return moment === undefined ? now() : parts.call(this, moment)
  })
}

/** The folder of packages, as a line of a stack names it. */
const packages = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))

/**
 * Packages throw dice as they load, for marks of their own (brace-expansion, of cdk8s-plus-27): theirs always fall the
 * same way.
 */
function randomOfPackages(refuse: () => never): () => number {
  return () => (new Error().stack?.split('\n')[2]?.includes(packages) === true ? 0.5 : refuse())
}

/**
 * Removes clocks and random numbers, so that code of an estate depends on its files alone. Else a merged file could
 * turn every other team's pull request red at a time of its author's choice.
 */
export function holdSteady(denied: Denied): void {
  fix(globalThis, 'Date', dateWithoutNow(denied))
  formatWithoutNow(denied('Intl.DateTimeFormat without a moment'))
  fix(Math, 'random', randomOfPackages(denied('Math.random')))
  for (const name of globals) Reflect.deleteProperty(globalThis, name)
  for (const name of clocks) fix(process, name, denied(`process.${name}`))
  for (const name of ['pid', 'ppid']) fix(process, name, 0)
  fix(Event.prototype, 'timeStamp', 0)
  // `webcrypto` itself cannot be removed; its functions are.
  const web = Object.getPrototypeOf(crypto.webcrypto) as object
  for (const name of Object.getOwnPropertyNames(web)) {
    if (name !== 'constructor')
      Object.defineProperty(web, name, { get: () => denied(`crypto.webcrypto.${name}`), configurable: false })
  }
  for (const [name, { configurable }] of Object.entries(Object.getOwnPropertyDescriptors(crypto))) {
    if (configurable === true && !pureCrypto.has(name))
      Object.defineProperty(crypto, name, { value: denied(`crypto.${name}`), configurable: true, writable: false })
  }
  Reflect.deleteProperty(URL, 'createObjectURL')
  // Memory that was not cleared has what was there before.
  for (const name of ['allocUnsafe', 'allocUnsafeSlow']) fix(Buffer, name, (size: number) => Buffer.alloc(size))
  Object.defineProperty(buffer, 'File', { value: denied('File'), configurable: true, writable: false })
  syncBuiltinESMExports()
}
