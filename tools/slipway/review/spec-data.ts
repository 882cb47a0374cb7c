import { literalModule } from '@slipway/fleet'
import { readYaml } from '@slipway/kube/read-yaml'

/** The data of a spec, which is never run; `undefined` if it is no literal, or no YAML. */
export function specData(file: string, text: string): unknown {
  try {
    return file.endsWith('.ts') ? literalModule(text)?.value : readYaml(file, text).docs[0]?.value
  } catch {
    return undefined
  }
}
