import { describe, expect, it, vi } from 'vitest'
import { createLog } from './log.ts'

describe('createLog', () => {
  it('writes one JSON line an event, whatever the message holds', () => {
    vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05.678Z') })
    const lines: string[] = []
    const log = createLog({ app: 'a' }, (line) => lines.push(line))
    log.info({ order: 'o-1' }, 'two\nlines')
    log.error({ app: 'b' }, 'bad')
    vi.useRealTimers()
    expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { time: '2026-01-02T03:04:05.678Z', level: 'info', message: 'two\nlines', app: 'a', order: 'o-1' },
      { time: '2026-01-02T03:04:05.678Z', level: 'error', message: 'bad', app: 'b' },
    ])
  })
})
