/** The defaults by edition; a new edition changes no app of an old one. Times in seconds, cpu in millicores, sizes in bytes. */
export const defaults = {
  1: {
    /** SYSTEM.md S0-31 and S0-32: 3 s before the first probe, 15 s between probes. */
    probe: { delay: 3, period: 15, timeout: 2, failures: 3, startPeriod: 5 },
    /** The pause before SIGTERM in which proxies drop the pod (FIELD-NOTES A5), then the time to finish requests. */
    preStop: 10,
    drain: 15,
    /** How long a pod must be ready before it counts as available. */
    minReady: 5,
    /** A release without progress for this long has failed. */
    progressDeadline: 600,
    scale: 2,
    /** Each pod's volume holds different data, so more than one must be explicit. */
    statefulScale: 1,
    timeout: 15,
    retries: 2,
    disk: 256 * 2 ** 20,
    user: 10_001,
    cron: { deadline: 3600, attempts: 3, zone: 'Etc/UTC', overlap: 'forbid' },
    /** Stateless apps run on spot, stateful ones on on-demand (SYSTEM.md S0-15, S0-16). */
    placement: { http: 'spot', worker: 'spot', cron: 'spot', stateful: 'on-demand', daemon: 'any' },
    /** What CI builds for by default. */
    architectures: ['amd64'],
    hold: 120,
    /** The time between the last traffic switch and the removal of the old version (FIELD-NOTES M5). */
    settle: 10,
  },
} as const

export type Edition = keyof typeof defaults
