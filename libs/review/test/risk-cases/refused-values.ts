import { workload } from '../effect-case.ts'
import { casesOf, object, type RiskCase } from '../risk-case.ts'

const data = casesOf('v1 ConfigMap')
const pods = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  what,
  workload('Deployment', '', before),
  workload('Deployment', '', after),
  ...risks,
]
const env = (value: string): string => `containers: [{name: app, image: "r/web:1", env: [{name: A, value: ${value}}]}]`
const args = (value: string): string => `containers: [{name: app, image: "r/web:1", args: [--port, ${value}]}]`
const selector = (value: string): string => `nodeSelector: {gpu: ${value}}, containers: [{name: app, image: "r/web:1"}]`
const mode = (value: string): string =>
  `volumes: [{name: c, configMap: {name: c, defaultMode: ${value}}}], containers: [{name: app, image: "r/web:1"}]`
const refused = 'high invalid-object'

/** Values that YAML reads as something else than a text, and modes that are no octal numbers. */
export const refusedValueRiskCases: readonly RiskCase[] = [
  data('a ConfigMap with a no', 'data: {a: "no"}', 'data: {a: no}', refused),
  data('a ConfigMap with a number', '', 'data: {port: 8080}', refused),
  data('quotes that were missing', 'data: {a: no}', 'data: {a: "no"}'),
  data('a value that is null', 'data: {a: "b"}', 'data: {a: null}'),
  [
    'an annotation that is a yes',
    object('v1 Service', '', ', annotations: {a.example/b: "true"}'),
    object('v1 Service', '', ', annotations: {a.example/b: true}'),
    refused,
  ],
  pods('a variable that is a number', env('"1"'), env('1'), refused),
  pods('an argument that is a number', args('"80"'), args('80'), refused),
  pods('an argument that is another text', args('"80"'), args('"81"')),
  pods('a selector of nodes that is a yes', selector('"true"'), selector('true'), refused),
  pods('a variable that is another text', env('"1"'), env('"2"')),
  pods('a mode without its first digit', mode('0644'), mode('644'), refused),
  pods('a mode in decimal', mode('0644'), mode('420')),
  pods('another mode', mode('0644'), mode('0600')),
]
