import { fields, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** A ConfigMap's limit, and less than the 1.5 MiB that etcd takes of any object. */
const most = 2 ** 20

const lengthOf = (value: unknown): number => Buffer.byteLength(text(value) ?? '')
const sum = (values: readonly unknown[]): number => values.reduce((all: number, value) => all + lengthOf(value), 0)

/** Only where texts of people are long: counting all of an estate would take seconds. */
export const objectSize: Rule = {
  code: 'object-size',
  guards: 'texts of an object are together no larger than the API server takes',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/ (1 MiB); etcd takes 1.5 MiB of an object',
  check: (cluster, report) => {
    for (const item of cluster.kind('ConfigMap')) {
      const bytes = [item.object['data'], item.object['binaryData']].reduce(
        (all: number, part) => all + sum(Object.values(fields(part))),
        0,
      )
      if (bytes > most)
        report(item, 'data', `at most ${most} bytes`, 'put large files into the image, or fetch them', `${bytes} bytes`)
    }
    for (const { item, podAt, containers } of cluster.workloads) {
      const bytes = containers.reduce((all, { spec }) => {
        const words = [spec['command'], spec['args']].flatMap((of) => (Array.isArray(of) ? (of as unknown[]) : []))
        return all + sum(list(spec['env']).map(({ value }) => value)) + sum(words)
      }, 0)
      if (bytes > most)
        report(
          item,
          `${podAt}.containers`,
          `at most ${most} bytes of env and arguments`,
          'use a file',
          `${bytes} bytes`,
        )
    }
  },
}
