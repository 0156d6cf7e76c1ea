import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { als } from '../../src-main/engine/learners/als/als.ts';
import type { CleanModel } from '../../src-main/engine/jobs/job.ts';
import { sparseRatings } from '../../src-main/numeric/sparse-ratings.ts';
import { readRatingsCache } from '../../src-main/ratings/cache.ts';
import { trainFactored } from '../oracle/scalar-engine/train.ts';
import { asCleanModel, untilConverged } from './attack-at-size.ts';
import { scalarRetrain, scalarShiftRmse } from './scalar-attack.ts';

/*
 * Checks one ALS run on plain TypeScript in float64: trains on the data and the profiles that the run exported, from
 * the clean model, and prints the RMSE for comparison with the run's. At MovieLens 20M's shape it takes a quarter of an hour.
 *
 *   poison-lab --home HOME export profiles RUN --to profiles.csv
 *   node test/bench/scalar-retraining.ts --data HOME/datasets/FINGERPRINT.ratings --profiles profiles.csv --rank 16 --lambda 60
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    profiles: { type: 'string' },
    rank: { type: 'string', default: '8' },
    lambda: { type: 'string', default: '5' },
    tolerance: { type: 'string', default: '1e-6' },
  },
});
if (!values.data || !values.profiles) throw new Error('--data and --profiles are needed');
const [rank, lambda, tolerance] = [values.rank, values.lambda, values.tolerance].map(Number);
const { ratings: normal, itemIds } = readRatingsCache(values.data);
const malicious = { kind: 'sparse', ratings: profilesOf(values.profiles) } as const;
const config = { rank, lambdaUsers: lambda, lambdaItems: lambda };
const known = als.train({ normal, malicious: null }, config, null, untilConverged(tolerance / 10));
// The kernels' clean model is a start alone: plain TypeScript trains on from it until its own gradient says so.
const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
const trained = trainFactored({ normal, malicious: null }, rank, ridge, known.model.itemFactors, untilConverged(tolerance));
const clean: CleanModel = asCleanModel({ ...known, model: trained.model });
const poisoned = scalarRetrain(normal, malicious, clean.itemFactors, lambda, tolerance);
console.log(`RMSE ${scalarShiftRmse(normal, clean, poisoned)}`);

/** The exported table of a run: user from 1, the data's own item, rating in shifted units. */
function profilesOf(path: string) {
  const rows = parse(readFileSync(path), { columns: true }) as { user: string; item: string; rating: string }[];
  const place = new Map(itemIds.map((id, at) => [id, at]));
  const item = rows.map((row) => {
    const found = place.get(row.item);
    if (found === undefined) throw new Error(`${path}: the data have no item ${row.item}`);
    return found;
  });
  const user = rows.map((row) => Number(row.user) - 1);
  return sparseRatings(Math.max(...user) + 1, normal.items, user, item, rows.map((row) => Number(row.rating)));
}
