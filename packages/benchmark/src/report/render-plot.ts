import type { BarsBlock, LinesBlock } from './block.ts';

const width = 760;
const lineHeight = 26;
/** Room above and below the bars of a plot. */
const barsMargin = 110;
const linesHeight = 400;

/** Colours that people with colour blindness can distinguish. @see https://jfly.uni-koeln.de/color/ */
const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];

/** Draws a plot as SVG, without a browser. */
export async function renderPlot(plot: LinesBlock | BarsBlock): Promise<string> {
  const { init } = await loadLibrary();
  const height = plot.kind === 'bars' ? barsMargin + lineHeight * plot.bars.length : linesHeight;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      color: colours,
      title: { text: plot.title, left: 0, textStyle: { fontSize: 14 } },
      ...(plot.kind === 'bars' ? barsOption(plot) : linesOption(plot)),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Loaded where a plot is drawn: most who measure draw none. */
async function loadLibrary() {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  const { BarChart, LineChart, ScatterChart } = charts;
  const { GridComponent, LegendComponent, TitleComponent } = components;
  core.use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, TitleComponent]);
  core.use(renderers.SVGRenderer);
  return core;
}

function linesOption({ x, y, series }: LinesBlock) {
  const axis = { nameLocation: 'middle', nameGap: 32 } as const;
  return {
    legend: { top: 28 },
    grid: { top: 76, left: 70, right: 24, bottom: 56 },
    xAxis: { ...axis, type: typeOf(x.scale), name: x.name },
    yAxis: { ...axis, nameGap: 50, type: typeOf(y.scale), name: y.name },
    series: series.map(({ name, style, points }) => ({
      ...(style === 'line' ? ({ type: 'line', symbol: 'none' } as const) : ({ type: 'scatter' } as const)),
      name,
      data: points.map(point => [...point]),
    })),
  };
}

function barsOption({ measure, bars }: BarsBlock) {
  return {
    grid: {
      top: 40,
      left: 8,
      right: 60,
      bottom: 50,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    } as const,
    xAxis: { type: 'value', name: measure, nameLocation: 'middle', nameGap: 28 } as const,
    // The first bar stands at the top.
    yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name) } as const,
    series: [
      {
        type: 'bar',
        data: bars.map(({ value }) => value),
        label: {
          show: true,
          position: 'right',
          formatter: ({ value }: { value: unknown }) => shortNumber(value),
        },
      } as const,
    ],
  };
}

function shortNumber(value: unknown): string {
  return String(Number(Number(value).toPrecision(3)));
}

function typeOf(scale: 'linear' | 'log') {
  return scale === 'log' ? ('log' as const) : ('value' as const);
}
