export { codeOwnersFile, codeOwnersRegion, newCodeOwners, withCodeOwners } from './code-owners.ts'
export {
  addonRoleName,
  alertTopicName,
  appRoleName,
  boundaryName,
  bucketName,
  cacheName,
  cachePort,
  databaseName,
  databasePort,
  databaseSchema,
  databaseUser,
  deadQueueName,
  interruptionQueueName,
  queueName,
  queuesUrl,
  smtpUserName,
  snapshotsName,
  tableName,
  topicArn,
  topicName,
  type AwsPlace,
  functionBoundaryName,
  functionName,
  functionRoleName,
} from './names/aws-names.ts'
export { awsArn, awsDomain, ecrAddress, ecrPath, isAwsHost, partitionOf } from './names/aws-partition.ts'
export { shortened, shortHash } from './names/shortened.ts'
export { attributeName, logicalId, pascal } from './names/stack-names.ts'
export {
  addonNames,
  runsItself,
  type AddonName,
  type Value,
  type Values,
} from './add-ons.ts'
export { concurrencyOf, keptConcurrency, shareOf } from './functions.ts'
export { hasPodSubnets, logsOf, type AwsCluster, type EndpointService } from './aws.ts'
export {
  clusterData,
  defineCluster,
  kubernetesVersions,
  type ClusterInput,
  type KubernetesVersion,
} from './cluster.ts'
export {
  clustersOfDomain,
  domainOfHost,
  domainsOf,
  type Domain,
  type DomainData,
} from './domain.ts'
export { edition, editions, type Edition } from './edition.ts'
export { defineFleet, fleetData, platformTeam, type Cluster, type Fleet, type FleetInput, type Team } from './fleet.ts'
export { gitHubRepository } from './github.ts'
export { isInOwnZone, mailDomain, mailFrom, sesMail, writesMailRecords } from './mail.ts'
export type { AlertReceiver, AlertRoute, Hours, Paging } from './paging.ts'
export { platformNamespaces } from './platform-namespaces.ts'
export { cached, upstreamAccount, upstreams, type Upstream } from './pull-through.ts'
export { isHandedOver, needsFolder, placeOf, writingCluster } from './needs-writer.ts'
export { repositoryPage } from './repository-page.ts'
export { frozen, type Freeze } from './freeze.ts'
export { digestsFile, digestsText, type ImageDigests } from './image-digests.ts'
export { importData, literalIn } from './import-data.ts'
export { withOddValues, type PlainData } from './sandbox/plain-data.ts'
export { isolated, runCode } from './sandbox/sandbox.ts'
export { literalModule } from './literal.ts'
export { loadFleet } from './load.ts'
export {
  allSharedRights,
  isTrusted,
  kindOfArn,
  partitionOfArn,
  sharedKinds,
  sharedRights,
  type SharedKind,
  type SharedRight,
} from './sharing.ts'
export type { May } from './may.ts'
export { architectureOf, knownFamily, machineNamed, machinesOf, type Architecture, type Machine } from './machine.ts'
export {
  capacityLabel,
  coreOf,
  hasGpus,
  labelsOf,
  nodeLabels,
  onDemandShares,
  sharesOf,
  systemTaint,
  taintsOf,
  type NodePool,
  type Nodes,
  type Profile,
  type Taint,
} from './nodes.ts'
export {
  definePrices,
  loadPrices,
  pricesData,
  pricesFile,
  type NeedPrices,
  type Prices,
} from './prices.ts'
export { insightsNamespace, insightsOf, type Insights } from './signals/insights.ts'
export { managedMetrics } from './signals/metrics.ts'
export { tracingOf, type Tracing, type TraceView } from './signals/tracing.ts'
export type { ElasticCluster } from './signals/elastic.ts'
export { loggingOf, type Logging } from './signals/logging.ts'
