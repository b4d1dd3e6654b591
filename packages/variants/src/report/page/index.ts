/** The parts of the report's page, for other pages that look the same. It changes without notice. */

export { html, Markup, type MarkupValue } from './markup.ts';
export { pageHead } from './page-head.ts';
export { type PlotAxis, type PlotSeries, type PointPlot, plotSvg } from './plot-svg.ts';
export { pairFigure } from './variant-card.ts';
export { variantAnchor, variantTitle } from './variant-name.ts';
