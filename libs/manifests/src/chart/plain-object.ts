import { ApiObject, type ApiObjectProps } from 'cdk8s'
import type { Construct } from 'constructs'
import type { KubeObject } from '@slipway/core'

/**
 * An `ApiObject` whose props are final: `toJson` returns them as they are, with the namespace and labels of its chart. Nothing in them is lazy, so
 * cdk8s's own `toJson`, ten times as slow, would only copy them; what is later added to `metadata` or patched is not seen. For pods, custom
 * resources and kinds of which each app has several; cdk8s-plus-27 would also cut pods down to the fields of Kubernetes 1.27 (FIELD-NOTES 0.2).
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
