import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import { asJson, asMarkdown, asText } from '../src/index.ts'
import { inputOf, review } from '../src/review.ts'

/** Changes of one object, from nothing to high, which no other object makes alike. */
const kinds = [
  (name: string, side: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {${name}: "${side}"}\n`,
  (name: string, side: number) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec: {replicas: ${side === 0 ? 3 : 1}, template: {spec: {hostNetwork: ${side === 1}, containers: [{name: ${name}, image: "r/${name}:${side}"}]}}}\n`,
  (name: string, side: number) =>
    side === 0
      ? `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}, namespace: shop}\nspec: {storageClassName: ${name}}\n`
      : '',
  (name: string, side: number) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {app: ${name}-${side}}, ports: [{port: ${80 + side}}]}\n`,
  (name: string, side: number) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: {podSelector: {matchLabels: {a: ${name}}}, ingress: [{from: [{ipBlock: {cidr: ${side === 0 ? '10.0.0.0/8' : '0.0.0.0/0'}}}]}]}\n`,
] as const
const change = fc.tuple(fc.constantFrom(...kinds), fc.stringMatching(/^[a-z]{3,40}$/))
const file = fc.constantFrom('Dockerfile', 'package.json', '.npmrc')

const rank = (line: string) => ['high', 'medium'].includes(line)

test('nothing high or medium is left out of any report, however little room there is', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(change, { minLength: 20, maxLength: 60, selector: ([, name]) => name }),
      fc.array(file, { maxLength: 6 }),
      fc.integer({ min: 6_000, max: 20_000 }),
      (changes, files, most) => {
        const side = (n: number) => new Map(changes.map(([make, name], i) => [`${i}/${name}.yaml`, make(name, n)]))
        const side0 = { kind: 'file' as const, executable: false, size: 20 }
        const beside = files.map((name, i) => ({
          path: `f${i}/${name}`,
          before: { ...side0, text: name === 'Dockerfile' ? 'FROM a\nUSER 1\n' : '{}' },
          after: {
            ...side0,
            text: name === 'Dockerfile' ? `FROM b${i}\n` : `{"scripts": {"postinstall": "x${i}"}}`,
          },
        }))
        const done = review(inputOf(side(0), side(1), { files: beside }))
        const ofGroups = [...done.groups.flatMap(({ risks }) => risks), ...done.risks].map(({ level, rule }) => [
          level,
          rule,
        ])
        const ofFiles = done.files.flatMap(({ risks }) => risks.map(({ level, code }) => [level, code]))
        const grave = [...ofGroups, ...ofFiles].flatMap(([level = '', code = '']) => (rank(level) ? [code] : []))
        const markdown = asMarkdown(done, { most })
        expect(markdown.length).toBeLessThanOrEqual(most)
        const plain = markdown.replaceAll('\\', '')
        for (const text of [plain, asText(done), asJson(done)])
          expect([...new Set(grave)].filter((code) => !text.includes(code))).toEqual([])
      },
    ),
    { numRuns: runs(10, 150) },
  )
})
