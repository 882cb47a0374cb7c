import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { binaryFiles } from '../programs/binary.ts'
import { crdsOf, type CrdProject } from './crds.ts'

const chartCrds: Readonly<Record<string, CrdProject>> = {
  'argo-cd': 'argocd',
  'argo-rollouts': 'argo-rollouts',
  base: 'istio',
  'kube-prometheus-stack': 'prometheus-operator',
  'external-secrets': 'external-secrets',
  'cert-manager': 'cert-manager',
  karpenter: 'karpenter',
  keda: 'keda',
}

/**
 * A script in place of `helm`, since charts cannot be fetched: it answers `pull` and `template`, as Argo CD calls them,
 * with the CRDs of the chart.
 * @param kinds those needed; each CRD costs Argo CD a third of a second
 */
export function fakeHelm(folder: string, kinds: ReadonlySet<string>): string {
  const found = binaryFiles('crds')
  const at = path.join(folder, 'stand-in-charts')
  const cases = Object.entries(chartCrds).flatMap(([chart, project]) => {
    const crds = found.ok ? crdsOf(found.value, kinds, [project]) : []
    if (crds.length === 0) return []
    mkdirSync(path.join(at, chart), { recursive: true })
    // JSON is YAML.
    writeFileSync(path.join(at, chart, 'crds.yaml'), crds.map((crd) => JSON.stringify(crd)).join('\n---\n'))
    return [`  ${chart}) cp '${path.join(at, chart)}'/*.yaml "$work/$chart/" ;;`]
  })
  return `#!/bin/sh
# What stands in for helm in a rehearsal: pull makes an archive with the chart's CRDs, template prints them.
set -eu
verb=$1
shift
case $verb in
version) echo 'v4.2.1'; exit 0 ;;
template)
  for file in "$1"/*.yaml; do
    case $file in */Chart.yaml) ;; *) echo '---'; cat "$file" ;; esac
  done
  exit 0 ;;
pull) ;;
*) exit 0 ;;
esac
chart= destination=. version=0.0.0
while [ $# -gt 0 ]; do
  case $1 in
  --destination) destination=$2; shift ;;
  --version) version=$2; shift ;;
  --repo|--username|--password|--ca-file|--cert-file|--key-file) shift ;;
  --*) ;;
  *) chart=$(basename "$1") ;;
  esac
  shift
done
work=$(mktemp -d)
mkdir "$work/$chart"
# An empty chart would never be synced, and its namespace not be made.
printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: %s-stand-in}\\ndata: {version: "%s"}\\n' "$chart" "$version" > "$work/$chart/stand-in.yaml"
printf 'apiVersion: v2\\nname: %s\\nversion: %s\\n' "$chart" "$version" > "$work/$chart/Chart.yaml"
case $chart in
${cases.join('\n')}
esac
tar -C "$work" -czf "$destination/$chart-$version.tgz" "$chart"
rm -rf "$work"
`
}
