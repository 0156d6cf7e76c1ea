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
  /** A key is stored once: another write of it changes nothing. */
  put(key: string, model: StoredCleanModel): void;
}
