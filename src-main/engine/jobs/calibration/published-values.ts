import type { CalibrationRow } from '../../../../shared/domain/audit.ts';

const surprise = 'the benchmarks of Surprise';

/** Published values of learners that this lab does not have, as printed where they appeared. */
export const orientationRows: readonly CalibrationRow[] = [
  row('SVD (Surprise)', 'ml-100k, 5-fold, RMSE', '0.934', surprise),
  row('SVD++ (Surprise)', 'ml-100k, 5-fold, RMSE', '0.919', surprise),
  row('NMF (Surprise)', 'ml-100k, 5-fold, RMSE', '0.963', surprise),
  row('baseline (Surprise)', 'ml-100k, 5-fold, RMSE', '0.944', surprise),
  row('softImpute-ALS, λ=35 plain', 'ml-10m, RMSE', '0.8105', 'softImpute-ALS'),
];

function row(check: string, protocol: string, published: string, source: string): CalibrationRow {
  return { check, protocol, published, source, measured: null, band: null, ok: 'orientation', status: 'orientation' };
}
