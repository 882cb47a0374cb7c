import { existsSync } from 'node:fs'
import path from 'node:path'
import { binaryFiles } from './binary.ts'

/** Which project's CRDs a chart brings; a chart that is not here brings nothing that anything waits for. */
const chartCrds: Readonly<Record<string, string>> = {
  'argo-cd': 'argocd', 'argo-rollouts': 'argo-rollouts', base: 'istio', 'kube-prometheus-stack': 'prometheus-operator',
  'external-secrets': 'external-secrets', 'cert-manager': 'cert-manager', karpenter: 'karpenter', keda: 'keda',
}

/**
 * A script in the place of `helm` on the repo-server's PATH: charts cannot be fetched here, so it answers with the CRDs that the chart of that
 * name brings, out of the pinned modules. It reads `pull` and `template` as Argo CD calls them (argo-cd util/helm/cmd.go).
 */
export function standInHelm(folder: string): string {
  const found = binaryFiles('crds')
  const crds = found.ok ? found.value : path.join(folder, 'no-crds')
  const cases = Object.entries(chartCrds).filter(([, project]) => existsSync(path.join(crds, project)))
    .map(([chart, project]) => `  ${chart}) cp '${path.join(crds, project)}'/*.yaml "$work/$chart/" ;;`)
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
printf 'apiVersion: v2\\nname: %s\\nversion: %s\\n' "$chart" "$version" > "$work/$chart/Chart.yaml"
case $chart in
${cases.join('\n')}
esac
tar -C "$work" -czf "$destination/$chart-$version.tgz" "$chart"
rm -rf "$work"
`
}
