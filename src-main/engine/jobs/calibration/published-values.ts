import type { CalibrationRow } from '../../../../shared/domain/audit.ts';

/** Published values of learners that this lab does not have, as printed where they appeared. */
export const orientationRows: readonly CalibrationRow[] = [
  row('SVD (Surprise)', 'ml-100k, 5-fold, RMSE', '0.934'),
  row('SVD++ (Surprise)', 'ml-100k, 5-fold, RMSE', '0.919'),
  row('NMF (Surprise)', 'ml-100k, 5-fold, RMSE', '0.963'),
  row('baseline (Surprise)', 'ml-100k, 5-fold, RMSE', '0.944'),
  row('softImpute-ALS, λ=35 plain', 'ml-10m, RMSE', '0.8105'),
];

function row(check: string, protocol: string, published: string): CalibrationRow {
  return { check, protocol, published, measured: null, band: null, ok: 'orientation', status: 'orientation' };
}
