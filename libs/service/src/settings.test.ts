import { describe, expect, it } from 'vitest'
import { settings, StartError } from './settings.ts'

const problems = (env: Record<string, string>): readonly string[] => {
  try {
    settings(env)
    return []
  } catch (error) {
    return error instanceof StartError ? error.problems : [`not a StartError: ${String(error)}`]
  }
}

describe('settings', () => {
  it('has a default for everything, also where a value is empty', () => {
    const defaults = {
      port: 8080,
      host: undefined,
      drainSeconds: 15,
      version: 'unknown',
      pod: 'local',
      faultErrors: 0,
      faultLatency: 0,
    }
    expect(settings({})).toEqual(defaults)
    expect(settings({ PORT: '', FAULT_ERRORS: '', APP_VERSION: '', HOST: '' })).toEqual(defaults)
  })

  it('takes what it is given', () => {
    const what = { PORT: '0', HOST: '127.0.0.1', APP_VERSION: '1.2.3', POD_NAME: 'p' }
    expect(settings({ ...what, DRAIN_SECONDS: '2.5', FAULT_ERRORS: '0.25', FAULT_LATENCY: '300' })).toEqual({
      port: 0,
      host: '127.0.0.1',
      drainSeconds: 2.5,
      version: '1.2.3',
      pod: 'p',
      faultErrors: 0.25,
      faultLatency: 300,
    })
  })

  it.each([
    ['FAULT_ERRORS', '1.5', 'the share of requests to answer 500, a number from 0 to 1'],
    ['FAULT_ERRORS', '-0.1', 'the share of requests to answer 500, a number from 0 to 1'],
    ['FAULT_ERRORS', '10%', 'the share of requests to answer 500, a number from 0 to 1'],
    ['FAULT_LATENCY', '300ms', 'milliseconds, a whole number from 0 to 60000'],
    ['FAULT_LATENCY', '0x10', 'milliseconds, a whole number from 0 to 60000'],
    ['FAULT_LATENCY', '1.5', 'milliseconds, a whole number from 0 to 60000'],
    ['DRAIN_SECONDS', '0', 'seconds, a number from 0.1 to 3600'],
    ['PORT', '65536', 'a port, a whole number from 0 to 65535'],
    ['PORT', 'http', 'a port, a whole number from 0 to 65535'],
  ])('refuses %s=%s in one sentence', (name, value, wanted) => {
    expect(problems({ [name]: value })).toEqual([`${name} is "${value}"; it has to be ${wanted}.`])
  })

  it('names every bad value at once', () => {
    expect(problems({ PORT: 'x', FAULT_ERRORS: '2', FAULT_LATENCY: 'y' })).toHaveLength(3)
  })
})
