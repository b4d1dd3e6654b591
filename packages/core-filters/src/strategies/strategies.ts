import { enhancedMetrics } from './enhanced-metrics.ts';
import { sevenLayer } from './seven-layer.ts';
import { standard } from './standard.ts';
import type { Strategy, StrategyName } from './strategy.ts';

/** Every strategy by name: what listings and options are made from. */
export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  standard,
  seven_layer: sevenLayer,
  enhanced_metrics: enhancedMetrics,
};
