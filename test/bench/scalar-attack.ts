import type { AttackedSystem } from '../../src-main/engine/attacks/optimize.ts';
import { maliciousEntries } from '../../src-main/engine/gradients/malicious-entries.ts';
import type { CleanModel } from '../../src-main/engine/jobs/job.ts';
import type { FactorModel, MaliciousBlock } from '../../src-main/engine/learners/factored/factor-model.ts';
import { scalarPredictionShift, type PlainShift } from '../../src-main/numeric/kernels/utility/scalar.ts';
import type { SparseRatings } from '../../src-main/numeric/sparse-ratings.ts';
import { factoredSystem, factorModel } from '../oracle/scalar-engine/factored-system.ts';
import { linearize } from '../oracle/scalar-engine/linearization.ts';
import { trainFactored } from '../oracle/scalar-engine/train.ts';
import { untilConverged } from './attack-at-size.ts';

/** Tolerances and caps of the exact gradient's defaults. */
const adjointTolerance = 1e-6;
const coarsestAdjoint = 1e-2;
const maxProducts = 300;

/** An availability attack computed by plain TypeScript in float64, one thread: what the kernels are compared with. */
export function scalarAttackedSystem(
  normal: SparseRatings,
  clean: CleanModel,
  lambda: number,
): AttackedSystem {
  const { rank } = clean;
  const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
  return {
    cleanItemFactors: clean.itemFactors,
    evaluate(block, start, tolerance) {
      const model = scalarRetrain(normal, block, start, lambda, tolerance);
      const { value } = shiftOf(normal, clean, model);
      return {
        ...{ itemFactors: model.itemFactors, utility: value, targetMean: null, warnings: [] },
        predictionShiftRmse: scalarShiftRmse(normal, clean, model),
      };
    },
    gradient(block, itemFactors, accuracy) {
      const data = { normal, malicious: block };
      const system = factoredSystem(data, rank, ridge);
      const model = factorModel(system, system.solveUsers(itemFactors).userFactors, itemFactors);
      const tolerance = Math.max(adjointTolerance, Math.min(coarsestAdjoint, accuracy));
      const limits = { ...untilConverged(tolerance), maxProducts };
      const adjoint = linearize(data, model, ridge).solveAdjoint(shiftOf(normal, clean, model), limits);
      const products = [
        { users: adjoint.maliciousAdjoint, items: model.itemFactors },
        { users: model.maliciousFactors, items: adjoint.itemAdjoint },
      ] as const;
      return { values: maliciousEntries(block, products, rank), adjoint: null, warnings: [] };
    },
  };
}

/** The same with every solve driven to 1e-6, as before tolerances followed the gain of the last step. */
export function withFixedTolerances(system: AttackedSystem): AttackedSystem {
  return {
    ...system,
    evaluate: (block, start) => system.evaluate(block, start, adjointTolerance),
    gradient: (block, itemFactors) => system.gradient(block, itemFactors, 0, null),
  };
}

/** Trains on the block from V = `start` by plain TypeScript in float64. */
export function scalarRetrain(
  normal: SparseRatings,
  malicious: MaliciousBlock,
  start: Float64Array,
  lambda: number,
  tolerance: number,
): FactorModel {
  const ridge = { lambdaUsers: lambda, lambdaItems: lambda };
  const rank = start.length / normal.items;
  return trainFactored({ normal, malicious }, rank, ridge, start, untilConverged(tolerance)).model;
}

/** Root mean square change of the predictions of everything unseen, by plain TypeScript. */
export function scalarShiftRmse(normal: SparseRatings, clean: CleanModel, model: FactorModel): number {
  const unseen = normal.users * normal.items - normal.rowItem.length;
  return Math.sqrt(shiftOf(normal, clean, model).value / unseen);
}

function shiftOf(
  normal: SparseRatings,
  clean: CleanModel,
  { rank, userFactors, itemFactors }: FactorModel,
): PlainShift {
  const { users, items, rowStart, rowItem } = normal;
  return scalarPredictionShift({
    ...{ rowStart, index: rowItem, users, items, rank, userFactors, itemFactors },
    ...{ cleanUserFactors: clean.userFactors, cleanItemFactors: clean.itemFactors },
  });
}
