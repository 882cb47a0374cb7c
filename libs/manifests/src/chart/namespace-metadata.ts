const levels = ['enforce', 'audit', 'warn'].flatMap((mode) => [
  [`pod-security.kubernetes.io/${mode}`, 'restricted'],
  [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
])

/**
 * The strictest Pod Security. A Namespace takes everything in it along: deleting one needs two people and a kubectl.
 */
export const namespaceMetadata = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  name,
  labels: { ...labels, ...(Object.fromEntries(levels) as Record<string, string>) },
  annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
})
