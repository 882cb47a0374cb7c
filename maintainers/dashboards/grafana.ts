import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  type Dashboard as Grafana,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import { releaseMarks, type Dashboard, type Panel, type Unit } from '@slipway/platform'

/** The chart's own (kube-prometheus-stack, grafana.sidecar.datasources.uid). */
const datasource = { type: 'prometheus', uid: 'prometheus' } as const

/** `cores` is ours. */
const unitOf = (unit: Unit) => (unit === 'cores' ? 'short' : unit)

const columns = 2
const size = { w: 24 / columns, h: 8 } as const

function drawn({ title, unit, says, questions }: Panel, i: number): PanelBuilder {
  const at = { x: (i % columns) * size.w, y: Math.floor(i / columns) * size.h }
  const made = new PanelBuilder()
    .id(i + 1)
    .title(title)
    .unit(unitOf(unit))
    .min(0)
    .datasource(datasource)
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .gridPos({ ...size, ...at })
  if (says !== '') made.description(says)
  for (const [j, { expr, legend }] of questions.entries())
    made.withTarget(
      new DataqueryBuilder()
        .refId(String.fromCharCode(65 + j))
        .expr(expr)
        .legendFormat(legend)
        .range(),
    )
  return made
}

/** As Grafana stores it; the same bytes each time. */
export function grafanaJson({ name, title, variables, panels, releases }: Dashboard): string {
  const made = new DashboardBuilder(`Slipway / ${title}`)
    .uid(`slipway-${name}`)
    .tags(['slipway'])
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .readonly()
  for (const { name: variable, values } of variables)
    made.withVariable(
      new QueryVariableBuilder(variable)
        .query(values)
        .datasource(datasource)
        .refresh(VariableRefresh.OnTimeRangeChanged),
    )
  for (const [i, each] of panels.entries()) made.withPanel(drawn(each, i))
  if (releases)
    for (const mark of releaseMarks)
      made.annotation(
        new AnnotationQueryBuilder()
          .name(mark.name)
          .datasource(datasource)
          .enable(true)
          .iconColor(mark.colour)
          .expr(mark.expr),
      )
  return `${JSON.stringify(made.build() satisfies Grafana, null, 2)}\n`
}
