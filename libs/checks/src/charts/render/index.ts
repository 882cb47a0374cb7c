export { builtHelm, chartCache, hasGo, helmProgram, pinnedHelm } from './helm.ts'
export { chartFolder, type ChartPlaces } from './chart-folder.ts'
export { chartModules } from './modules.ts'
export { chartsOf, makeSheets } from './make-sheets.ts'
