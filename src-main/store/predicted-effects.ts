import { LabError } from '../../shared/domain/errors.ts';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import { pack, unpack } from './packed-arrays.ts';
import { recordPayload, stagePayload, type PayloadStore } from './payloads.ts';

/** What a run did to predictions, as the store keeps it; the engine's PredictedEffect has exactly this shape. */
export interface StoredPredictedEffect {
  predictionShiftRmse: number;
  relativeGradient: number;
  /** Mean prediction of every item, shifted units. */
  before: Float64Array;
  after: Float64Array;
  /** Column indices. */
  targets: Int32Array;
  /** targets x users, row major, shifted units. */
  targetBefore: Float64Array;
  targetAfter: Float64Array;
}

/** Predicted effects of finished runs; one goes with its run. */
export interface PredictedEffectStore {
  /** By key of the run; null where it was not computed. @throws LabError 'failed' when its bytes are damaged */
  get(run: string): StoredPredictedEffect | null;
  /** Takes the place of an earlier one. */
  put(run: string, effect: StoredPredictedEffect): void;
}

const kind = 'predicted-effect/1';

/** The predicted effects of a library. */
export function predictedEffectStore(database: Database, blobs: Blobs, payloads: PayloadStore): PredictedEffectStore {
  return {
    get(run) {
      const row = database.one<{ payload: string }>('SELECT payload FROM predicted_effects WHERE run = ?', run);
      return row === undefined ? null : decode(payloads.get(row.payload));
    },
    put(run, effect) {
      const staged = stagePayload(blobs, encode(effect));
      database.write('store the predictions', () => {
        database.run(
          'INSERT INTO predicted_effects VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET payload = excluded.payload, created_at = excluded.created_at',
          run,
          recordPayload(database, staged),
          new Date().toISOString(),
        );
      });
    },
  };
}

function encode({ predictionShiftRmse, relativeGradient, ...arrays }: StoredPredictedEffect): Uint8Array {
  const { before, after, targets, targetBefore, targetAfter } = arrays;
  return pack(kind, {
    numbers: { predictionShiftRmse, relativeGradient },
    arrays: { before, after, targets, targetBefore, targetAfter },
  });
}

function decode(bytes: Uint8Array): StoredPredictedEffect {
  const { numbers, arrays } = unpack(kind, bytes);
  const { before, after, targets, targetBefore, targetAfter } = arrays;
  if (!(
    before instanceof Float64Array &&
    after instanceof Float64Array &&
    targets instanceof Int32Array &&
    targetBefore instanceof Float64Array &&
    targetAfter instanceof Float64Array
  )) {
    throw new LabError('failed', 'A record of the library holds incomplete predictions.');
  }
  const { predictionShiftRmse, relativeGradient } = numbers;
  return { predictionShiftRmse, relativeGradient, before, after, targets, targetBefore, targetAfter };
}
