/** Who counts, as one leader has said it. The later term wins, then the higher version. */
export interface Config {
  readonly term: number
  readonly version: number
  readonly members: readonly string[]
}

/** What outlives a restart; it is on the disk before anybody hears of it. */
export interface Kept {
  readonly term: number
  readonly votedFor: string | null
  /** Null for one that has not joined yet. */
  readonly config: Config | null
}

export type Message =
  | { readonly ask: 'vote'; readonly term: number; readonly from: string; readonly config: Config }
  | { readonly ask: 'follow'; readonly term: number; readonly from: string; readonly config: Config }
  | { readonly ask: 'join'; readonly from: string }
  | { readonly ask: 'who' }

export interface Reply {
  readonly term: number
  readonly yes: boolean
  readonly leader: string | null
  readonly members: readonly string[]
}

/** Milliseconds. */
export interface Pace {
  /** Between two words of a leader. */
  readonly beat: number
  /** Without a word of a leader for so long, up to twice that, a member stands for election. */
  readonly patience: number
}

const isAfter = (one: Config | null, other: Config | null): boolean =>
  (one?.term ?? -1) - (other?.term ?? -1) > 0 ||
  ((one?.term ?? -1) === (other?.term ?? -1) && (one?.version ?? -1) > (other?.version ?? -1))

/**
 * One member of an election: Raft's votes and terms (https://raft.github.io/raft.pdf, 5.2), and members that join one at a time, as configurations
 * without a log are changed (https://arxiv.org/abs/2102.11960): only when the majority has the leader's own. It knows no clock, disk or network.
 */
export class Election {
  #kept: Kept
  #leader: string | null = null
  /** When a leader was heard of last; as a leader, when each member followed last. */
  #heard = -Infinity
  #followed = new Map<string, number>()
  #accepted = new Set<string>()
  #votes = new Map<string, number>()
  #deadline: number
  readonly #started: number
  readonly name: string
  readonly #pace: Pace
  readonly #random: () => number
  readonly #keep: (kept: Kept) => void

  constructor(name: string, kept: Kept, pace: Pace, now: number, random: () => number, keep: (kept: Kept) => void) {
    this.name = name
    this.#kept = kept
    this.#pace = pace
    this.#random = random
    this.#keep = keep
    this.#started = now
    this.#deadline = this.#later(now)
  }

  get kept(): Kept {
    return this.#kept
  }

  get members(): readonly string[] {
    return this.#kept.config?.members ?? []
  }

  /** Whether it leads, and knows that nobody else can: a majority has followed less than a patience ago. */
  leads(now: number): boolean {
    return this.#leader === this.name && this.#following(now) >= this.#majority()
  }

  leader(now: number): string | null {
    if (this.#leader === this.name) return this.leads(now) ? this.name : null
    return now - this.#heard < this.#pace.patience ? this.#leader : null
  }

  /** What it says to the others at this time. */
  tick(now: number): readonly { readonly to: string; readonly message: Message }[] {
    const { config, term } = this.#kept
    if (config === null || !config.members.includes(this.name)) return []
    if (this.#leader === this.name) {
      if (now >= this.#deadline && this.#following(now) < this.#majority()) this.#follow(null, now)
      else return this.#toOthers({ ask: 'follow', term, from: this.name, config })
    }
    if (now < this.#deadline) return []
    this.#leader = null
    this.#write({ ...this.#kept, term: term + 1, votedFor: this.name })
    this.#votes = new Map([[this.name, now]])
    this.#deadline = this.#later(now)
    this.#elected(now)
    return this.#toOthers({ ask: 'vote', term: term + 1, from: this.name, config })
  }

  /** Answers another. */
  hear(message: Message, now: number): Reply {
    switch (message.ask) {
      case 'vote':
        return this.#reply(this.#vote(message, now), now)
      case 'follow':
        return this.#reply(this.#obey(message, now), now)
      case 'join':
        return this.#reply(this.#join(message.from, now), now)
      case 'who':
        return this.#reply(true, now)
    }
  }

  /** The answer of another to what this one said: since `sent` the other waits for no one else, if it said yes. */
  heard(from: string, message: Message, { term, yes }: Reply, sent: number, now: number): void {
    if (message.ask !== 'vote' && message.ask !== 'follow') return
    if (term > this.#kept.term) return this.#newTerm(term, now)
    if (message.term !== this.#kept.term || !yes) return
    if (message.ask === 'vote' && this.#leader === null) {
      this.#votes.set(from, sent)
      this.#elected(now)
    } else if (message.ask === 'follow' && this.#leader === this.name) {
      this.#followed.set(from, sent)
      if (message.config.version === this.#kept.config?.version) this.#accepted.add(from)
    }
  }

  #vote({ term, from, config }: Extract<Message, { ask: 'vote' }>, now: number): boolean {
    // A member that hears a leader elects no other; one that has just started may not have heard it yet.
    if (now - this.#started < this.#pace.patience || (this.leader(now) !== null && this.#leader !== from)) return false
    if (term > this.#kept.term) this.#newTerm(term, now)
    const { votedFor } = this.#kept
    if (term < this.#kept.term || (votedFor !== null && votedFor !== from)) return false
    if (isAfter(this.#kept.config, config)) return false
    this.#write({ ...this.#kept, votedFor: from })
    this.#deadline = this.#later(now)
    return true
  }

  #obey({ term, from, config }: Extract<Message, { ask: 'follow' }>, now: number): boolean {
    if (term < this.#kept.term) return false
    if (term > this.#kept.term) this.#newTerm(term, now)
    if (isAfter(config, this.#kept.config)) this.#write({ ...this.#kept, config })
    this.#follow(from, now)
    return true
  }

  #join(from: string, now: number): boolean {
    const { config } = this.#kept
    if (config === null || !this.leads(now)) return false
    if (config.members.includes(from)) return true
    // One at a time: two majorities of neighbouring configurations share a member.
    const agreed = config.members.filter((name) => name === this.name || this.#accepted.has(name)).length
    if (config.term !== this.#kept.term || agreed < this.#majority()) return false
    this.#configure({ ...config, version: config.version + 1, members: [...config.members, from] })
    return true
  }

  #elected(now: number): void {
    const { config, term } = this.#kept
    if (config === null || config.members.filter((name) => this.#votes.has(name)).length < this.#majority()) return
    this.#leader = this.name
    this.#followed = this.#votes
    this.#deadline = this.#later(now)
    this.#configure({ ...config, term })
  }

  #configure(config: Config): void {
    this.#accepted = new Set()
    this.#write({ ...this.#kept, config })
  }

  #newTerm(term: number, now: number): void {
    this.#write({ ...this.#kept, term, votedFor: null })
    this.#follow(null, now)
    this.#heard = -Infinity
  }

  #follow(leader: string | null, now: number): void {
    this.#leader = leader
    this.#heard = now
    this.#deadline = this.#later(now)
  }

  #following(now: number): number {
    return this.members.filter(
      (name) => name === this.name || now - (this.#followed.get(name) ?? -Infinity) < this.#pace.patience,
    ).length
  }

  #majority(): number {
    return Math.floor(this.members.length / 2) + 1
  }

  #later(now: number): number {
    return now + this.#pace.patience * (1 + this.#random())
  }

  #write(kept: Kept): void {
    this.#kept = kept
    this.#keep(kept)
  }

  #reply(yes: boolean, now: number): Reply {
    return { term: this.#kept.term, yes, leader: this.leader(now), members: this.members }
  }

  #toOthers(message: Message) {
    return this.members.filter((name) => name !== this.name).map((to) => ({ to, message }))
  }
}
