import fc from 'fast-check'
import type {
  AppTrack,
  Assertion,
  Commit,
  TimelineEvent,
  Measurement,
  NodesSample,
  Pods,
  Recording,
  Sample,
  ScalingSample,
  TrafficSecond,
} from '../src/recording/recording.ts'

/**
 * For tests: any recording that the type allows, with odd times, and with texts that HTML or a terminal would obey.
 */
const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=y>',
  '&amp;',
  ']]>',
  '<!--',
  "'",
  '\u202egnp.exe',
  '',
  ' ',
)
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 200 }), nasty)
const anyTime = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: 0, max: 1200, noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -3, 1e12),
  },
)

const optional = <T>(name: string, value: fc.Arbitrary<T>): fc.Arbitrary<object> =>
  fc.option(value, { nil: undefined }).map((known) => (known === undefined ? {} : { [name]: known }))

const pods: fc.Arbitrary<Pods> = fc.record({ ready: fc.nat(1_000_000), all: fc.nat(1_000_000) })

const sample: fc.Arbitrary<Sample> = fc
  .tuple(
    fc.record({
      at: anyTime,
      sync: fc.constantFrom('Synced', 'OutOfSync', 'Unknown'),
      health: fc.constantFrom('Healthy', 'Progressing', 'Suspended', 'Degraded', 'Missing', 'Unknown'),
      phase: fc.oneof(anyText, fc.constantFrom('Healthy', 'Paused: CanaryPauseStep', 'Degraded: RolloutAborted')),
      stable: pods,
      canary: pods,
    }),
    optional('canaryShare', fc.oneof(fc.nat(100), fc.constantFrom(-1, 101, NaN, 12.5))),
    optional('step', fc.record({ index: fc.nat(9), of: fc.nat(9) })),
  )
  .map(([base, share, step]) => ({ ...base, ...share, ...step }) as Sample)

const measurement: fc.Arbitrary<Measurement> = fc
  .tuple(
    fc.record({
      at: anyTime,
      run: anyText,
      metric: fc.oneof(anyText, fc.constantFrom('errors', 'p95')),
      value: fc.oneof(anyText, fc.constant('[0.0512]')),
      phase: fc.constantFrom('Successful', 'Failed', 'Inconclusive', 'Error', 'Running', 'Pending'),
    }),
    optional('message', anyText),
  )
  .map(([base, message]) => ({ ...base, ...message }) as Measurement)

const anyNumber = fc.oneof(fc.nat(1000), fc.constantFrom(NaN, Infinity, -1))
const scaling: fc.Arbitrary<ScalingSample> = fc.record({
  at: anyTime,
  wanted: anyNumber,
  has: anyNumber,
  signals: fc.array(fc.record({ name: fc.oneof(anyText, fc.constant('cpu')), current: anyNumber, target: anyNumber }), {
    maxLength: 2,
  }),
})
const nodes: fc.Arbitrary<NodesSample> = fc.record({
  at: anyTime,
  pools: fc.dictionary(anyText, anyNumber, { maxKeys: 3 }),
  pending: anyNumber,
})

const anyCount = fc.oneof(fc.nat(1000), fc.constantFrom(NaN, Infinity, -1))
const second: fc.Arbitrary<TrafficSecond> = fc
  .tuple(
    fc.record({
      at: anyTime,
      all: anyCount,
      versions: fc.dictionary(anyText, anyCount, { maxKeys: 3 }),
      failed: anyCount,
      p50: anyCount,
      p95: anyCount,
      p99: anyCount,
    }),
    optional('samePod', fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(2, -1))),
  )
  .map(([base, share]) => ({ ...base, ...share }))

export const anyApp: fc.Arbitrary<AppTrack> = fc
  .tuple(
    fc.record({
      name: anyText,
      samples: fc.array(sample, { maxLength: 12 }),
      measurements: fc.array(measurement, { maxLength: 12 }),
    }),
    optional('traffic', fc.array(second, { maxLength: 4 })),
    optional('scaling', fc.array(scaling, { maxLength: 4 })),
  )
  .map(([base, traffic, scaled]) => ({ ...base, ...traffic, ...scaled }))

export const anyHappening = (text: fc.Arbitrary<string> = anyText): fc.Arbitrary<TimelineEvent> =>
  fc
    .tuple(
      fc.record({
        at: anyTime,
        text,
        kind: fc.constantFrom(
          'commit',
          'sync',
          'health',
          'step',
          'share',
          'pods',
          'analysis',
          'scale',
          'node',
          'hand',
          'note',
        ),
      }),
      optional('app', text),
    )
    .map(([base, app]) => ({ ...base, ...app }) as TimelineEvent)

export const anyClaim = (text: fc.Arbitrary<string> = anyText): fc.Arbitrary<Assertion> =>
  fc.record({ at: anyTime, says: text, ok: fc.boolean(), got: text })

const commit: fc.Arbitrary<Commit> = fc.record({ at: anyTime, sha: anyText, subject: anyText, files: fc.nat(99) })

/** `text` is what claims and events say. */
export const anyRecording = (text?: fc.Arbitrary<string>): fc.Arbitrary<Recording> =>
  fc
    .tuple(
      fc.record({
        scenario: anyText,
        proves: anyText,
        cluster: anyText,
        startedAt: anyText,
        seconds: anyTime,
        setUpSeconds: anyTime,
        verdict: fc.constantFrom('passed', 'failed'),
        claims: fc.array(anyClaim(text), { maxLength: 5 }),
        commits: fc.array(commit, { maxLength: 12 }),
        apps: fc.array(anyApp, { maxLength: 3 }),
        events: fc.array(anyHappening(text), { maxLength: 8 }),
        programs: fc.array(fc.record({ name: anyText, version: anyText }), { maxLength: 2 }),
        standIns: fc.array(fc.record({ of: anyText, by: anyText }), { maxLength: 2 }),
        shortened: fc.array(anyText, { maxLength: 2 }),
      }),
      optional('nodes', fc.array(nodes, { maxLength: 6 })),
    )
    .map(([base, made]) => ({ ...base, ...made }))
