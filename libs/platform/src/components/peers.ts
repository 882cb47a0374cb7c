/** Ports of NetworkPolicies. */
export const tcp = (port: number) => ({ port, protocol: 'TCP' }) as const
export const dnsPorts = [{ port: 53, protocol: 'UDP' } as const, tcp(53)]
