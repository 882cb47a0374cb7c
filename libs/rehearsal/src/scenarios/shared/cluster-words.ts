import type { Estate } from '../../stage/estate.ts'

/** Words in the file of a cluster, instead of what stands there. */
export function sayInCluster(estate: Estate, cluster: string, said: Readonly<Record<string, unknown>>): void {
  const file = `fleet/clusters/${cluster}.ts`
  const rest = estate.read(file).replace(new RegExp(`^  (?:${Object.keys(said).join('|')}): .*\\n`, 'gm'), '')
  const lines = Object.entries(said).map(([word, value]) => `  ${word}: ${JSON.stringify(value)},\n`)
  estate.write(
    file,
    rest.replace('defineCluster({\n', (start) => start + lines.join('')),
  )
}
