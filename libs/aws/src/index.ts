export { awsFiles } from './aws-files.ts'
export { imageRoleName } from './image-role.ts'
export { homeRegistry, registries, type Registry } from './registry.ts'
export { subject } from './subject.ts'
