import { ApiObject, type ApiObjectProps } from 'cdk8s'
import type { Construct } from 'constructs'
import type { KubeObject } from '@slipway/core'

/**
 * An `ApiObject` with final props: nothing is lazy, so `toJson` skips cdk8s's copy, ten times as slow; later metadata
 * or patches are not seen. For pods, custom resources and frequent kinds; cdk8s-plus-27 also cuts pods down to
 * Kubernetes 1.27 (FIELD-NOTES 0.2).
 */
export class PlainObject extends ApiObject {
  readonly #props: ApiObjectProps

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props)
    this.#props = props
  }

  override toJson(): KubeObject {
    const { chart, name } = this
    const { metadata: own } = this.#props
    const namespace = own?.namespace ?? chart.namespace
    const labels = { ...chart.labels, ...own?.labels }
    const metadata = {
      ...own,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    }
    return { ...this.#props, metadata }
  }
}
