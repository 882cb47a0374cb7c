import type { KubeObject, Rendered } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { filesOf } from './files.ts'
import { header } from './header.ts'

const object: KubeObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }
const file = (path: string, source = 'apps/web/app.ts', objects: readonly KubeObject[] = [object]): Rendered => ({
  path,
  source,
  objects,
})
const problems = (...rendered: Rendered[]) => {
  const files = filesOf(rendered)
  return files.ok ? [] : files.issues.map((i) => [i.file, i.code, `${i.got}; ${i.want}`])
}

describe('filesOf', () => {
  it('gives the text of each path, sorted', () => {
    const files = filesOf([file('clusters/dev/b.yaml'), file('argocd/dev/a.yaml', 'fleet/fleet.ts')])
    expect(files.ok && [...files.value]).toEqual([
      ['argocd/dev/a.yaml', `${header('fleet/fleet.ts')}\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n`],
      ['clusters/dev/b.yaml', `${header('apps/web/app.ts')}\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n`],
    ])
  })

  it('writes a template of AWS, which is no object of Kubernetes, in the order in which people read one', () => {
    const template = {
      Resources: { Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'web' } } },
      Description: 'The images of web',
      AWSTemplateFormatVersion: '2010-09-09',
    } as const
    const files = filesOf([{ path: 'aws/1/repository-web.yaml', source: 'apps/web/app.ts', objects: [], template }])
    expect(files.ok && files.value.get('aws/1/repository-web.yaml')).toBe(
      [
        header('apps/web/app.ts'),
        'AWSTemplateFormatVersion: "2010-09-09"',
        'Description: The images of web',
        'Resources:',
        '  Images:',
        '    Properties:',
        '      RepositoryName: web',
        '    Type: AWS::ECR::Repository',
        '',
      ].join('\n'),
    )
  })

  it('names a path that climbs out', () => {
    expect(problems(file('clusters/../fleet/a.yaml'))).toEqual([
      [
        'apps/web/app.ts',
        'tree-path',
        'the path "clusters/../fleet/a.yaml"; ' +
          'names of letters, digits, dots, dashes and underscores between single slashes, with no dot at either end',
      ],
    ])
  })
  it('names what would make Argo CD read something else: words in any text, and a name', () => {
    const words = { ...object, metadata: { name: 'web', annotations: { a: 'b\n+argocd:skip-file-rendering\n' } } }
    const found = problems(
      file('clusters/dev/a.yaml', 'apps/web/app.ts', [words]),
      file('clusters/dev/role-Chart.yaml'),
    )
    expect(found.map(([, code]) => code)).toEqual(['tree-skip-marker', 'tree-path'])
  })
  it('names a path that two sources make', () => {
    expect(problems(file('clusters/a.yaml'), file('clusters/a.yaml', 'apps/api/app.ts'))).toEqual([
      [
        'apps/api/app.ts',
        'tree-path-twice',
        'the path "clusters/a.yaml"; one source for a path (apps/web/app.ts makes it, too)',
      ],
    ])
  })
  it('names paths that differ in capitals only, in folders as well', () => {
    expect(problems(file('clusters/Dev/a.yaml'), file('clusters/dev/a.yaml', 'apps/api/app.ts'))).toEqual([
      [
        'apps/api/app.ts',
        'tree-path-case',
        'the path "clusters/dev/a.yaml"; paths that differ in more than capitals (apps/web/app.ts makes clusters/Dev/a.yaml)',
      ],
    ])
  })
  it('names a folder that another path spells in other capitals', () => {
    expect(problems(file('clusters/Dev/a.yaml'), file('clusters/dev/b.yaml', 'apps/api/app.ts'))).toEqual([
      [
        'apps/api/app.ts',
        'tree-path-case',
        'the path "clusters/dev/b.yaml"; folders that differ in more than capitals (apps/web/app.ts makes clusters/Dev/a.yaml)',
      ],
    ])
  })
  it('names a file that would have to be a folder', () => {
    expect(problems(file('clusters/a.yaml/b.yaml'), file('clusters/a.yaml', 'apps/api/app.ts'))).toEqual([
      [
        'apps/web/app.ts',
        'tree-path-in-file',
        'the path "clusters/a.yaml/b.yaml"; folders that are not files (apps/api/app.ts makes clusters/a.yaml)',
      ],
    ])
  })
  it('names the field of a value that is none, and all of them at once', () => {
    const wrong = { ...object, spec: { ports: [{ port: Number.NaN }] } }
    expect(
      problems(
        file('clusters/a.yaml', 'apps/web/app.ts', [wrong]),
        file('clusters/b.yaml', 'a\nb.ts'),
        file('clusters/c.yaml', 'apps/c/app.ts', []),
      ),
    ).toEqual([
      ['apps/web/app.ts', 'tree-value', 'the number NaN; text, numbers, true or false, lists and plain objects'],
      ['clusters/b.yaml', 'tree-source', '"a\\nb.ts"; the path of the file that this one is made from'],
      ['apps/c/app.ts', 'tree-empty', 'no objects; at least one object in a file'],
    ])
  })
})
