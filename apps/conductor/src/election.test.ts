import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Election, type Kept, type Message } from './election.ts'

const pace = { beat: 50, patience: 300 }
const initial = ['m-0', 'm-1', 'm-2']
const founding: Kept = { term: 0, votedFor: null, config: { term: 0, version: 0, members: initial } }
const stranger: Kept = { term: 0, votedFor: null, config: null }

/** Members in one made-up network, each message on its way for some time, or lost. */
class World {
  now = 0
  readonly disks = new Map<string, Kept>()
  readonly up = new Map<string, Election>()
  readonly led: { readonly term: number; readonly leader: string }[] = []
  readonly #mail: { readonly at: number; readonly deliver: () => void }[] = []
  readonly #random: () => number
  /** Whether two can hear each other. */
  reach: (from: string, to: string) => boolean = () => true

  constructor(random: () => number) {
    this.#random = random
  }

  start(name: string): void {
    const kept = this.disks.get(name) ?? (initial.includes(name) ? founding : stranger)
    this.up.set(
      name,
      new Election(name, kept, pace, this.now, this.#random, (next) => void this.disks.set(name, next)),
    )
  }

  #send(from: string, to: string, message: Message): void {
    const way = () => this.now + 1 + this.#random() * 20
    if (!this.reach(from, to)) return
    const sent = this.now
    this.#mail.push({
      at: way(),
      deliver: () => {
        const reply = this.up.get(to)?.hear(message, this.now)
        if (reply === undefined || !this.reach(to, from)) return
        this.#mail.push({ at: way(), deliver: () => this.up.get(from)?.heard(to, message, reply, sent, this.now) })
      },
    })
  }

  run(milliseconds: number): void {
    for (const end = this.now + milliseconds; this.now < end; this.now += 10) {
      for (const [name, one] of this.up) {
        if (this.now % pace.beat === 0) {
          for (const { to, message } of one.tick(this.now)) this.#send(name, to, message)
          if (!one.members.includes(name)) for (const to of initial) this.#send(name, to, { ask: 'join', from: name })
        }
        if (one.leads(this.now)) this.led.push({ term: one.kept.term, leader: name })
      }
      const due = this.#mail.filter(({ at }) => at <= this.now)
      this.#mail.splice(0, Infinity, ...this.#mail.filter(({ at }) => at > this.now))
      for (const { deliver } of due) deliver()
    }
  }

  get leaders(): readonly string[] {
    return [...this.up].filter(([, one]) => one.leads(this.now)).map(([name]) => name)
  }
}

const seeded = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return seed / 2 ** 31
}

function founded(seed = 1): World {
  const world = new World(seeded(seed))
  for (const name of initial) world.start(name)
  world.run(5_000)
  return world
}

describe('an election', () => {
  it('of three members has one leader, whom all know', () => {
    const world = founded()
    expect(world.leaders).toHaveLength(1)
    for (const one of world.up.values()) expect(one.leader(world.now)).toBe(world.leaders[0])
  })

  it('takes two more in, one after the other, and the leader stays', () => {
    const world = founded()
    const [leader] = world.leaders
    for (const name of ['m-3', 'm-4']) world.start(name)
    world.run(5_000)
    expect(world.leaders).toEqual([leader])
    for (const one of world.up.values()) expect([...one.members].sort()).toEqual(['m-0', 'm-1', 'm-2', 'm-3', 'm-4'])
  })

  it('chooses another when the leader is gone, and none without a majority', () => {
    const world = founded()
    const [first = ''] = world.leaders
    world.up.delete(first)
    world.run(5_000)
    const [second = ''] = world.leaders
    expect(world.leaders).toHaveLength(1)
    expect(second).not.toBe(first)
    world.up.delete(second)
    world.run(5_000)
    expect(world.leaders).toEqual([])
    world.start(first)
    world.run(5_000)
    expect(world.leaders).toHaveLength(1)
  })

  it('a leader that hears nobody leads no longer, before another does', () => {
    const world = founded()
    const [first = ''] = world.leaders
    world.reach = (from, to) => from !== first && to !== first
    for (let i = 0; i < 500; i++) {
      world.run(10)
      expect(world.leaders.length).toBeLessThanOrEqual(1)
    }
    expect(world.leaders).not.toContain(first)
    expect(world.leaders).toHaveLength(1)
  })

  it('never has two leaders at once, nor two in one term, whatever starts, ends, joins and is cut off', () => {
    const event = fc.record({
      what: fc.constantFrom('start', 'stop', 'cut', 'heal'),
      who: fc.nat({ max: 4 }),
      other: fc.nat({ max: 4 }),
      wait: fc.integer({ min: 1, max: 100 }).map((n) => n * 10),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.array(event, { maxLength: 25 }), (seed, events) => {
        const world = founded(seed)
        const cuts = new Set<string>()
        world.reach = (from, to) => !cuts.has([from, to].sort().join())
        for (const { what, who, other, wait } of events) {
          const name = `m-${who}`
          if (what === 'start' && !world.up.has(name)) world.start(name)
          if (what === 'stop') world.up.delete(name)
          if (what === 'cut') cuts.add([name, `m-${other}`].sort().join())
          if (what === 'heal') cuts.clear()
          for (let i = 0; i < wait; i += 10) {
            world.run(10)
            expect(world.leaders.length).toBeLessThanOrEqual(1)
          }
        }
        const ofTerm = Map.groupBy(world.led, ({ term }) => term)
        for (const [, leaders] of ofTerm) expect(new Set(leaders.map(({ leader }) => leader)).size).toBe(1)
      }),
      { numRuns: 100 },
    )
  })
})
