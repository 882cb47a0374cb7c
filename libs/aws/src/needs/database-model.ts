import { databaseName, databasePort, databaseSchema, databaseUser } from '@slipway/fleet'
import { bytes, databaseDisk, databaseMemory, type DatabaseClass, type DatabaseNeed } from '@slipway/spec'
import type { Modelled } from './need.ts'

/** A complete database, which every writer writes. */
export interface Database {
  readonly identifier: string
  readonly engine: 'postgres' | 'mysql'
  /** With which it is made: AWS raises the minor in the maintenance window. */
  readonly version: string
  /** The parameter group's family: `postgres17`, `mysql8.4`. */
  readonly family: string
  readonly class: DatabaseClass
  readonly port: number
  /** Whole GiB. */
  readonly storage: number
  /** Up to which its disk grows by itself; `null`: it does not. */
  readonly grows: number | null
  readonly standby: boolean
  readonly backupDays: number
  /** The first database within. */
  readonly schema: string
  /** The user with every right. Secrets Manager changes the password every seven days, and no app reads it. */
  readonly owner: string
  /** As whom the app signs in, by IAM. */
  readonly user: string
  /** Whoever does not speak TLS is refused. */
  readonly parameters: Readonly<Record<string, string>>
  readonly logs: readonly string[]
  /** The most connections, by AWS's own formula. */
  readonly connections: number
}

export const gibi = 2 ** 30

/**
 * `LEAST({DBInstanceClassMemory/9531392}, 5000)` of PostgreSQL and `{DBInstanceClassMemory/12582880}` of MySQL, where
 * the class has about nine tenths of the machine:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
const connectionsOf = (engine: Database['engine'], machine: DatabaseClass): number => {
  const usable = databaseMemory[machine] * gibi * 0.9
  return engine === 'postgres' ? Math.min(5000, Math.floor(usable / 9_531_392)) : Math.floor(usable / 12_582_880)
}

/**
 * The minor versions that instances are made with, as cfn-lint 1.x of 2026-09 has them from AWS. They stay: of one that
 * AWS has raised since, a newer template could ask for less.
 */
const made: Readonly<Record<DatabaseNeed['engine'], string>> = {
  'postgres-15': '15.17',
  'postgres-16': '16.13',
  'postgres-17': '17.9',
  'postgres-18': '18.3',
  'mysql-8.4': '8.4.9',
}

const engines = {
  postgres: { parameters: { 'rds.force_ssl': '1' }, logs: ['postgresql', 'upgrade', 'iam-db-auth-error'] },
  mysql: { parameters: { require_secure_transport: 'ON' }, logs: ['error', 'slowquery', 'iam-db-auth-error'] },
} as const

export function databaseOf(need: DatabaseNeed, { name, team, place, isLast }: Modelled): Database {
  const [engine, major = ''] = need.engine.split('-') as [Database['engine'], string?]
  const machine = need.class ?? 'db.t4g.medium'
  return {
    identifier: databaseName(name, team, place),
    engine,
    version: made[need.engine],
    family: `${engine}${major}`,
    class: machine,
    port: databasePort(need.engine),
    storage: bytes(need.storage ?? databaseDisk) / gibi,
    grows: need.grows === undefined ? null : bytes(need.grows) / gibi,
    standby: need.standby ?? isLast,
    backupDays: Number.parseInt(need.backups ?? '14d'),
    schema: databaseSchema,
    owner: 'dbowner',
    user: databaseUser(name, team, place),
    ...engines[engine],
    connections: connectionsOf(engine, machine),
  }
}
