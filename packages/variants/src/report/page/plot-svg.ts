import { LineChart, type LineSeriesOption, ScatterChart, type ScatterSeriesOption } from 'echarts/charts';
import { GridComponent, type GridComponentOption } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { html, Markup } from './markup.ts';

use([LineChart, ScatterChart, GridComponent, LabelLayout, SVGRenderer]);

/** A plot of points. */
export interface PointPlot {
  /** One sentence that says what the plot shows, for those who do not see it. */
  readonly label: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
}

/** One axis. */
export interface PlotAxis {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Distance of the lines of the grid. */
  readonly interval: number;
}

/** Points of one kind. */
export interface PlotSeries {
  readonly symbol: 'circle' | 'diamond' | 'triangle';
  /** A colour of CSS, custom properties included. */
  readonly colour: string;
  /** Whether a line joins them. @default false */
  readonly joined?: boolean;
  readonly points: readonly PlotPoint[];
}

/** One point. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  /** Written beside it; empty where there are too many to be read. */
  readonly label: string;
}

/** Draws points as an SVG picture that takes its colours from the page, so that it fits light and dark. */
export function plotSvg(plot: PointPlot, size: { readonly width: number; readonly height: number }): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption<ComposeOption<LineSeriesOption | ScatterSeriesOption | GridComponentOption>>({
      animation: false,
      grid: { left: 52, right: 16, top: 16, bottom: 48 },
      xAxis: { ...axisOption(plot.x), nameGap: 28 },
      yAxis: { ...axisOption(plot.y), nameGap: 38 },
      series: plot.series.map(one => (one.joined === true ? lineOption(one) : seriesOption(one))),
    });
    const drawn = chart.renderToSVGString();
    // Fonts come from the page, whose policy allows no styles inside elements; neither is there anything to point at.
    const inner = drawn
      .replace(/^<svg[^>]*>|<\/svg>\s*$/g, '')
      .replace(/<style[^>]*>.*?<\/style>/gs, '')
      .replace(/ (style|class|pointer-events|ecmeta_\w+)="[^"]*"/g, '');
    const { width, height } = size;
    return html`<svg role="img" aria-label="${plot.label}" viewBox="0 0 ${width} ${height}">${Markup.trusted(inner)}</svg>`;
  } finally {
    chart.dispose();
  }
}

function axisOption({ name, min, max, interval }: PlotAxis) {
  return {
    type: 'value',
    ...{ name, min, max, interval },
    nameLocation: 'middle',
    nameTextStyle: { color: 'var(--ink)' },
    axisLine: { show: true, lineStyle: { color: 'var(--muted)' } },
    axisTick: { show: false },
    axisLabel: { color: 'var(--muted)' },
    splitLine: { lineStyle: { color: 'var(--line)' } },
  } as const;
}

function lineOption({ colour, points }: PlotSeries): LineSeriesOption {
  return {
    type: 'line',
    symbol: 'none',
    lineStyle: { color: colour, width: 2 },
    data: points.map(({ x, y }) => [x, y]),
  };
}

function seriesOption({ symbol, colour, points }: PlotSeries): ScatterSeriesOption {
  return {
    type: 'scatter',
    symbol,
    symbolSize: 10,
    itemStyle: { color: colour, opacity: 0.9 },
    labelLayout: { moveOverlap: 'shiftX' },
    data: points.map(({ x, y, label }) => ({
      value: [x, y],
      label: { show: label !== '', formatter: () => label, position: 'top', color: 'var(--ink)' },
    })),
  };
}
