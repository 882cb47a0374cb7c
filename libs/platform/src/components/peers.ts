/** Of NetworkPolicies, which know a namespace by the label that the API server gives it. */
export const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})

export const tcp = (port: number) => ({ port, protocol: 'TCP' }) as const
export const dnsPorts = [{ port: 53, protocol: 'UDP' } as const, tcp(53)]
