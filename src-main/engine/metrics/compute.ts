import { metricsSchema } from '../../../shared/domain/run.ts';
import { detectors } from '../detectors/list.ts';
import type { MeasuredMetrics, MetricInput } from './define-metric.ts';
import { metrics } from './list.ts';

const measuredSchema = metricsSchema.omit({ utility: true, iterations: true, relativeGradient: true });

/**
 * Every metric and every detection statistic, each with its default configuration: all of them are computed
 * for every run, so that no comparison lacks a column.
 * @throws ZodError when a listed metric's value is missing or not finite, which is a fault of ours
 */
export function computeMetrics(input: MetricInput): MeasuredMetrics {
  const { ratings: normal, profiles, templates, seed } = input;
  const measured = metrics.all().map((metric) => metric.measure(input, metric.config.parse({})));
  const detected = detectors
    .all()
    .map((detector) => detector.measure({ normal, profiles, templates, seed }, detector.config.parse({})));
  return measuredSchema.parse(Object.assign({}, ...measured, ...detected));
}
