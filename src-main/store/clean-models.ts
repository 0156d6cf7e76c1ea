import { LabError } from '../../shared/domain/errors.ts';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import { pack, unpack } from './packed-arrays.ts';
import { recordPayload, stagePayload, type PayloadStore } from './payloads.ts';

/** A clean model as the store keeps it; the engine's CleanModel has exactly this shape. */
export interface StoredCleanModel {
  rank: number;
  /** users x rank, row major. */
  userFactors: Float64Array;
  /** items x rank, row major. */
  itemFactors: Float64Array;
  objective: number;
  relativeGradient: number;
  sweeps: number;
}

/** Clean models by `cleanModelKey`, each trained once and shared by every run. */
export interface CleanModelStore {
  has(key: string): boolean;
  /** Null when it was never trained. @throws LabError 'failed' when its bytes are damaged. */
  get(key: string): StoredCleanModel | null;
  /**
   * A key is stored once: another write of it changes nothing, but for repairing a damaged file.
   * @param dataset fingerprint of its data; the model goes when the data set leaves the bin for good
   */
  put(key: string, model: StoredCleanModel, dataset: string): void;
}

const kind = 'clean-model/1';

/** The clean models of a library. */
export function cleanModelStore(database: Database, blobs: Blobs, payloads: PayloadStore): CleanModelStore {
  const hashOf = (key: string) =>
    database.one<{ payload: string }>('SELECT payload FROM clean_models WHERE key = ?', key)?.payload;
  return {
    has: (key) => hashOf(key) !== undefined,
    get(key) {
      const hash = hashOf(key);
      return hash === undefined ? null : decode(payloads.get(hash));
    },
    put(key, model, dataset) {
      // Staging comes first even for a known key: it writes a damaged file again.
      const staged = stagePayload(blobs, encode(model));
      database.write('store the clean model', () => {
        const hash = recordPayload(database, staged);
        const now = new Date().toISOString();
        database.run(
          'INSERT INTO clean_models VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          key,
          dataset,
          hash,
          now,
        );
      });
    },
  };
}

function encode(model: StoredCleanModel): Uint8Array {
  const { rank, userFactors, itemFactors, objective, relativeGradient, sweeps } = model;
  return pack(kind, {
    numbers: { rank, objective, relativeGradient, sweeps },
    arrays: { userFactors, itemFactors },
  });
}

function decode(bytes: Uint8Array): StoredCleanModel {
  const { numbers, arrays } = unpack(kind, bytes);
  const { userFactors, itemFactors } = arrays;
  if (!(userFactors instanceof Float64Array && itemFactors instanceof Float64Array)) {
    throw new LabError('failed', 'A record of the library holds an incomplete clean model.');
  }
  const { rank, objective, relativeGradient, sweeps } = numbers;
  return { rank, userFactors, itemFactors, objective, relativeGradient, sweeps };
}
