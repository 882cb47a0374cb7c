/**
 * Machines of databases and caches, by their memory in GiB; all are Graviton's, which every engine here runs on.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
export const databaseMemory = {
  'db.t4g.micro': 1,
  'db.t4g.small': 2,
  'db.t4g.medium': 4,
  'db.t4g.large': 8,
  'db.t4g.xlarge': 16,
  'db.t4g.2xlarge': 32,
  'db.m7g.large': 8,
  'db.m7g.xlarge': 16,
  'db.m7g.2xlarge': 32,
  'db.m7g.4xlarge': 64,
  'db.m7g.8xlarge': 128,
  'db.m7g.12xlarge': 192,
  'db.m7g.16xlarge': 256,
  'db.r7g.large': 16,
  'db.r7g.xlarge': 32,
  'db.r7g.2xlarge': 64,
  'db.r7g.4xlarge': 128,
  'db.r7g.8xlarge': 256,
  'db.r7g.12xlarge': 384,
  'db.r7g.16xlarge': 512,
} as const
export type DatabaseClass = keyof typeof databaseMemory
export const databaseClasses = Object.keys(databaseMemory) as readonly DatabaseClass[]

export const cacheNodes = [
  'cache.t4g.micro',
  'cache.t4g.small',
  'cache.t4g.medium',
  'cache.m7g.large',
  'cache.m7g.xlarge',
  'cache.m7g.2xlarge',
  'cache.m7g.4xlarge',
  'cache.m7g.8xlarge',
  'cache.m7g.12xlarge',
  'cache.m7g.16xlarge',
  'cache.r7g.large',
  'cache.r7g.xlarge',
  'cache.r7g.2xlarge',
  'cache.r7g.4xlarge',
  'cache.r7g.8xlarge',
  'cache.r7g.12xlarge',
  'cache.r7g.16xlarge',
] as const
export type CacheNode = (typeof cacheNodes)[number]
