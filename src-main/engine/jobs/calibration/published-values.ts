import type { CalibrationRow } from '../../../../shared/domain/audit.ts';

/** Published values of learners and data that this lab does not measure, as printed where they appeared. */
export const orientationRows: readonly CalibrationRow[] = [
  row('ALS, λ 0.05 x count, rank 10 (Spark)', 'ml-100k, random 75/25, 15-20 iterations, RMSE', '0.965-0.967'),
  row('biased ALS (LensKit)', 'ml-100k, RMSE', '0.89-0.99'),
  row('SVD (Surprise)', 'ml-100k, 5-fold, RMSE', '0.934'),
  row('SVD++ (Surprise)', 'ml-100k, 5-fold, RMSE', '0.919'),
  row('NMF (Surprise)', 'ml-100k, 5-fold, RMSE', '0.963'),
  row('baseline (Surprise)', 'ml-100k, 5-fold, RMSE', '0.944'),
  row('ALS (Spark)', 'ml-1m, RMSE', '0.862'),
  row('ALS, k=50, λ 0.05 x count, 15 iterations (cmfrec)', 'ml-10m, RMSE', '0.7915'),
  row('ALS, k=50, λ 0.05 x count, 15 iterations (Spark)', 'ml-10m, RMSE', '0.7913'),
  row('softImpute-ALS, λ=35 plain', 'ml-10m, RMSE', '0.8105'),
];

function row(check: string, protocol: string, published: string): CalibrationRow {
  return { check, protocol, published, measured: null, band: null, ok: 'orientation' };
}
