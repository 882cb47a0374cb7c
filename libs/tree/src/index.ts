export { desiredEstate } from './cache/incremental-render.ts'
export { appFiles, clusterFiles, estateFiles, estateInputs } from './render/render-task.ts'
export { renderEstate, renderModel } from './render/render.ts'
export * from './index-light.ts'
