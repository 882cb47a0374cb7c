export { defineCluster, kubernetesVersions, type ClusterData, type ClusterInput, type KubernetesVersion, type NodePool } from './cluster.ts'
export { defineFleet, platformTeam, type Cluster, type Fleet, type FleetInput, type Team } from './fleet.ts'
export { importData } from './import-data.ts'
export { loadFleet } from './load.ts'
