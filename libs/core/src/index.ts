export { compareBy } from './compare-by.ts'
export { mostValues, sizeProblem, type SizeProblem, tooDeep, tooMany } from './data-size.ts'
export { type FileKind, kindOf } from './file-kind.ts'
export { baseName, folderOf, withFoldersAbove } from './folder.ts'
export { latency } from './repair.ts'
export { hiddenText } from './hidden-text.ts'
export { hashNow, InputFiles, type InputHash, inputIssue, plainText } from './input-files.ts'
export * from './issue.ts'
export { fileName, type KubeObject, type Rendered, type Template } from './kube-object.ts'
export {
  type AppName,
  appName,
  type ClusterName,
  clusterName,
  type EnvName,
  envName,
  maxAppName,
  nameForms,
  nameProblem,
  type TeamName,
  teamName,
} from './names.ts'
export { isHarmless, isSecretName, keyStart, literalSecret, secretInFile, secretShapes } from './literal-secret.ts'
export { matching } from './matching.ts'
export { nearest, suggestion } from './nearest.ts'
export { fieldPath, isWithin } from './field-path.ts'
export { parse, sound } from './parse.ts'
export { crossingPattern, pathPattern } from './path-pattern.ts'
export { readJson } from './read-json.ts'
export { repeated } from './repeated.ts'
export { say, type Said, type Sentences } from './sentence.ts'
export { counted, few, firstLines } from './text.ts'
