export { builtHelm, chartCache, hasGo, helmProgram, pinnedHelm } from './helm.ts'
export { chartFolder } from './chart-folder.ts'
export { chartModules } from './modules.ts'
export { chartsOf, makeSheets } from './make-sheets.ts'
