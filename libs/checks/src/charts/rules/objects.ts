import { fieldPath, nearest, show } from '@slipway/core'
import { ecrAddress } from '@slipway/fleet'
import { allowedTo } from '@slipway/gitops'
import { at, fields, refusal } from '@slipway/kube'
import { cacheMark } from '../sheet/sum.ts'
import type { ChartRule, Finding } from './finding.ts'

/** Objects by the fields that an AppProject reads. */
const objectOf = (kind: string, name: string) => {
  const [group = '', short = ''] = kind.split('/')
  const [namespace, own] = name.includes('/') ? name.split('/') : [undefined, name]
  return {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind: short,
    metadata: { name: own ?? '', ...(namespace === undefined ? {} : { namespace }) },
  }
}

export const permittedKinds: ChartRule = ({ addon, addons, cluster, fleet, facts }) => {
  const project = allowedTo(addon, addons, { cluster, fleet })
  return (facts?.objects ?? []).flatMap(({ kind, names }) =>
    names.flatMap((name): readonly Finding[] => {
      const refused = refusal(project, objectOf(kind, name))
      if (refused === undefined) return []
      const object = `${kind.split('/')[1] ?? ''} ${name}`
      const which = `the AppProject ${project.metadata.name}`
      return [
        refused === 'kind'
          ? {
              code: 'chart-kind',
              object,
              got: kind,
              want: `a kind of the cluster that ${which} allows`,
              hint: 'take it out by the values of its chart, or name the kind (charts[].kinds; libs/gitops/src/permitted-kinds.ts)',
            }
          : {
              code: 'chart-kind',
              object,
              got: name,
              want: `a namespace that ${which} allows`,
              hint: 'keep it in the namespace of its release',
            },
      ]
    }),
  )
}

/** Rights in AWS go to an account by its name (EKS Pod Identity), whether or not the chart makes one of that name. */
export const accounts: ChartRule = ({ addon: { props }, facts }) =>
  facts === undefined
    ? []
    : props.aws.flatMap(({ serviceAccount }): readonly Finding[] => {
        const isUsed = facts.workloads.some(
          ({ namespace, account }) => namespace === props.namespace && account === serviceAccount,
        )
        if (isUsed && facts.accounts.includes(`${props.namespace}/${serviceAccount}`)) return []
        const used = [...new Set(facts.workloads.map(({ account }) => account))].sort()
        return [
          {
            code: 'chart-account',
            object: `ServiceAccount ${props.namespace}/${serviceAccount}`,
            got: `pods that run as ${used.join(', ')}`,
            want: `pods that run as ${serviceAccount}, to which its role in AWS is given`,
            hint: "leave serviceAccount and the chart's names as they are: a pod of another account has no rights",
          },
        ]
      })

/** Where a cluster has a cache, what does not go through it is pulled from a registry that may be away, or limit it. */
export const cachedImages: ChartRule = ({ cluster, facts }) =>
  cluster.pullThrough === undefined
    ? []
    : (facts?.workloads ?? []).flatMap(({ kind, namespace, name, containers }) =>
        containers
          // Istio's gateway has "auto", for which istiod puts its own hub.
          .filter(({ image }) => !['', 'auto'].includes(image) && !image.startsWith(cacheMark))
          .map(({ image, name: container }) => ({
            code: 'chart-cache' as const,
            object: `${kind} ${namespace}/${name} ${container}`,
            got: image,
            want: `an image by the cache of ${ecrAddress(cluster)}, as pullThrough says`,
            hint: "add its registry to pullThrough, or give the cache's name by the image's values of its chart",
          })),
      )

export const secretReaders: ChartRule = ({ facts }) =>
  (facts?.secretReaders ?? []).map((account) => ({
    code: 'chart-secrets',
    object: `ServiceAccount ${account}`,
    got: 'a role that reads every Secret of the cluster',
    want: 'Secrets of its own namespace, or by name',
    hint: 'take it out of its role by the values of its chart',
  }))

const fits = (key: string, known: readonly string[]): boolean =>
  known.some((one) => (one.endsWith('*') ? key.startsWith(one.slice(0, -1)) : one === key))

export const settings: ChartRule = ({ addon: { props }, sheet }) =>
  Object.entries(sheet.settings ?? {}).flatMap(([way, known]) =>
    Object.keys(fields(at(props.values, ...way.split('.'))))
      .filter((key) => !['create', 'annotations'].includes(key) && !fits(key, known))
      .map((key) => {
        const like = nearest(key, known)
        return {
          code: 'chart-setting' as const,
          object: fieldPath([...way.split('.'), key]),
          at: [...way.split('.'), key],
          got: show(key),
          want: `a setting that ${sheet.chart} ${sheet.app ?? sheet.version} reads${like === undefined ? '' : `, such as ${show(like)}`}`,
          hint: 'take it out: this version takes no notice of it',
        }
      }),
  )
