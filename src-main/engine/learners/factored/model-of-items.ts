import { packFactors, unpackFactors, unpackRows } from './factor-layout.ts';
import type { FactorModel, Ridge, TrainingData } from './factor-model.ts';
import type { FactoredSystem } from './factored-system.ts';
import { residentSystem } from './resident-system.ts';

/** Relative error of U(V) that linearizations bear; retrainings between an attack's steps leave the system at it. */
export const linearAccuracy = 1e-8;

/** The model (U(V), V) of a trained V, items x rank. */
export function modelOfItems(data: TrainingData, rank: number, ridge: Ridge, itemFactors: Float64Array): FactorModel {
  return modelAt(standAtItems(data, rank, ridge, itemFactors));
}

/** The system of a training set, standing at a V, items x rank; good until the next call with another. */
export function standAtItems(
  data: TrainingData,
  rank: number,
  ridge: Ridge,
  itemFactors: Float64Array,
  accuracy = linearAccuracy,
): FactoredSystem {
  const system = residentSystem(data, rank, ridge);
  const V = new Float64Array(system.arrays.itemFactors.length);
  packFactors(itemFactors, rank, system.ratings.itemOrder, V);
  system.moveTo(V, accuracy);
  return system;
}

/** The model at which a system stands, in the data set's order. */
export function modelAt({ arrays, ratings, rank, dense }: FactoredSystem): FactorModel {
  const { kp, userFactors } = arrays;
  const { maliciousStart, maliciousUsers } = ratings;
  const malicious = dense ? dense.factors : userFactors.subarray(maliciousStart * kp);
  return {
    rank,
    userFactors: unpackFactors(userFactors, rank, ratings.userOrder),
    maliciousFactors: unpackRows(malicious, rank, dense?.users ?? maliciousUsers),
    itemFactors: unpackFactors(arrays.itemFactors, rank, ratings.itemOrder),
  };
}

