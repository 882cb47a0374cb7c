/** The ports at which collectors of logs and traces serve their own metrics. */
export const selfPorts = { metrics: 8888, health: 13_133 } as const

export const memoryLimiter = { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 } as const
export const healthCheck = { endpoint: `0.0.0.0:${selfPorts.health}` } as const
/** A collector's own words and metrics. */
export const selfTelemetry = {
  logs: { level: 'warn', encoding: 'json' },
  metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: selfPorts.metrics } } } }] },
} as const
