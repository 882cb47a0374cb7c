import { fenceRule } from '../../objects/fence-rule.ts'

export const teamPods = fenceRule('pods')
