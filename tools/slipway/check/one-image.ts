import { existsSync } from 'node:fs'
import path from 'node:path'
import { issue, type Issue } from '@slipway/core'
import { imageApp, type AppSource, type Estate } from '@slipway/spec'
import { versionIssues } from '@slipway/spec/image-versions'

/** Dockerfiles whose images no app would run. */
export const idleDockerfiles = (root: string, apps: readonly AppSource[]): readonly Issue[] =>
  apps.flatMap(({ name, specs }) => {
    const [first, ...more] = [...specs.values()].map(imageApp)
    const file = `apps/${name}/Dockerfile`
    if (first === undefined || more.includes(undefined) || !existsSync(path.join(root, file))) return []
    const got = `a Dockerfile of ${name}, which runs the image of ${first}`
    const want = 'an image that an app runs: this one has no repository'
    return [issue(file, '', 'image-not-run', got, want, `take it out, or take image out of apps/${name}`)]
  })

/** What is wrong with apps that run the image of another. */
export const sharedImageIssues = (root: string, estate: Estate): readonly Issue[] => [
  ...versionIssues(estate),
  ...idleDockerfiles(root, estate.apps),
]
