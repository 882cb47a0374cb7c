/**
 * Readers disagree on `yes`, `010`, `1e3`, `1:30`, dates; Kubernetes' go-yaml is neither 1.1 nor 1.2
 * (https://github.com/kubernetes-sigs/yaml). It equals only its own spelling: the review may report a change too
 * many, never one too few.
 */
export class AmbiguousScalar {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }

  toJSON(): string {
    return this.source
  }
}

const ambiguousWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', '=', '<<'])
const digits = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/
/** For YAML 1.1, 1.2 or go-yaml: a number or a time. */
const numberLike =
  /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))$/
const otherwise = /^(?:\.(?:nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?)$/

/** A double keeps 15 decimal digits (IEEE 754). */
const exactDigits = 15

export function resolve(source: string): unknown {
  if (source.length <= 5) {
    switch (source) {
      case '':
      case '~':
      case 'null':
      case 'Null':
      case 'NULL':
        return null
      case 'true':
      case 'True':
      case 'TRUE':
        return true
      case 'false':
      case 'False':
      case 'FALSE':
        return false
      default:
        if (ambiguousWords.has(source.toLowerCase())) return new AmbiguousScalar(source)
    }
  }
  const first = source.charCodeAt(0)
  if (first > 57 || first === 47) return source
  if (digits.test(source) && source.length <= exactDigits && source !== '-0') return Number(source)
  return numberLike.test(source) || otherwise.test(source) ? new AmbiguousScalar(source) : source
}
