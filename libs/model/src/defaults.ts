import type { Edition } from '@slipway/fleet'
import { seconds, usualTimeout } from '@slipway/spec'

/** Seconds, millicores, bytes. */
const first = {
  /** SYSTEM.md S0-31 and S0-32. */
  probe: { delay: 3, period: 15, timeout: 2, failures: 3, startPeriod: 5 },
  /** Before SIGTERM, while proxies drop the pod (FIELD-NOTES A5), then to finish requests. */
  preStop: 10,
  drain: 15,
  /** Ready this long, a pod counts as available. */
  minReady: 5,
  /** Without progress this long, a release has failed. */
  progressDeadline: 600,
  /** For a machine and the image, before a pod begins to start. */
  firstPull: 300,
  scale: 2,
  /** Volumes hold different data, so more must be explicit. */
  statefulScale: 1,
  timeout: seconds(usualTimeout.http),
  retries: 2,
  balance: 'least-requests',
  disk: 256 * 2 ** 20,
  user: 10_001,
  /** Seconds of a migration. */
  migration: 600,
  expose: {
    redirectCode: 301,
    corsMethods: ['GET', 'HEAD', 'POST'],
    corsMaxAge: 600,
    maintenanceText: 'This page is being worked on. Please come back in a few minutes.',
    retryAfter: 300,
  },
  cron: { deadline: 3600, attempts: 3, zone: 'Etc/UTC', overlap: 'forbid' },
  /** SYSTEM.md S0-15, S0-16. */
  placement: { http: 'spot', worker: 'spot', cron: 'spot', stateful: 'on-demand', daemon: 'any' },
  architectures: ['amd64'],
  hold: 120,
  /** Functions: seconds, MiB, requests a second, messages in one call. */
  function: {
    timeout: seconds(usualTimeout.function),
    disk: 512,
    throttle: { rate: 100, burst: 200 },
    batch: 10,
    zone: 'UTC',
  },
  /** From the last traffic switch to the old version's end (FIELD-NOTES M5). */
  settle: 10,
  /** Whether node scalers leave the only pod of a stateful app where it is. */
  singleStays: false,
} as const

/** A new edition changes no app of an old one (CHANGELOG.md). */
export const defaults = { 1: first, 2: { ...first, singleStays: true } } as const satisfies Record<Edition, object>
export type Defaults = (typeof defaults)[Edition]
