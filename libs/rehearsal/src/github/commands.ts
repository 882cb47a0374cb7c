import type { StandInCommand } from './call.ts'
import { gh, receive } from './gh.ts'
import { aws, buildImage, docker, skopeo } from './image-programs.ts'
import {
  appToken,
  assumeRole,
  attest,
  checkout,
  lastBuilt,
  nothing,
  npm,
  registryLogin,
  uploadArtifact,
} from './runner-programs.ts'

/** By the name under which it is on PATH. */
export const commands: Readonly<Record<string, StandInCommand>> = {
  gh,
  npm,
  skopeo,
  docker,
  aws,
  sudo: nothing,
  'stand-in-receive': receive,
  'stand-in-nothing': nothing,
  'stand-in-checkout': checkout,
  'stand-in-upload-artifact': uploadArtifact,
  'stand-in-last-built': lastBuilt,
  'stand-in-build-image': buildImage,
  'stand-in-assume-role': assumeRole,
  'stand-in-registry-login': registryLogin,
  'stand-in-attest': attest,
  'stand-in-app-token': appToken,
}
