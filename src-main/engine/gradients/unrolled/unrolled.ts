import { z } from 'zod';
import { LabError } from '../../../../shared/domain/errors.ts';
import { stopIfCancelled } from '../../learners/factored/stop-if-cancelled.ts';
import { defineGradient } from '../define-gradient.ts';
import { requireRoom } from './required-memory.ts';
import { ratingEntries } from './rating-entries.ts';
import { prepareTensorBackend, tensorBackendFor, tensorFlowOn } from './tensor-backend.ts';
import { unrolledGradient } from './training-steps.ts';

/** Steps of the default configuration, and the most along which an audit attacks: more take minutes. */
const usualSteps = 30;

/** Steps that an audit compares: the error shrinks from each to the next. */
const auditedSteps = [3, 10, usualSteps, 100];

const config = z.strictObject({
  steps: z.number().int().min(1).max(1000).default(usualSteps).meta({
    title: 'Training steps',
    symbol: 'T',
    unit: 'sweeps',
    description: 'Sweeps of the training that are differentiated, 1 to 1000. Time and memory grow with it, the error shrinks.',
  }),
  momentum: z.number().min(0).max(0.95).default(0.7).meta({
    title: 'Momentum',
    symbol: 'μ',
    description: 'Heavy-ball momentum of the sweeps on the item factors, 0 to 0.95; 0 is plain alternating least squares.',
  }),
  backend: z.enum(['auto', 'tensorflow', 'wasm', 'cpu']).default('auto').meta({
    title: 'Backend',
    description:
      'What TensorFlow.js computes with: its native library (tfjs-node), WebAssembly or JavaScript; auto takes the first that is installed. It enters the key of a run.',
  }),
});

/**
 * The gradient through T sweeps of training from the trained model, by automatic differentiation, as attacks after
 * Tang et al. compute it; it tends to the exact one as T grows.
 */
export const unrolled = defineGradient<z.infer<typeof config>>({
  id: 'unrolled',
  revision: 1,
  title: 'Unrolled (automatic differentiation)',
  label: 'unrolled',
  summary: 'Differentiates a number of training steps from the trained model by automatic differentiation.',
  source: 'Tang, Wen and Wang 2020, from the trained model on as in Shaban et al. 2019; not in the paper.',
  config,
  audited: {
    variants: auditedSteps.map((steps) => ({
      id: steps === usualSteps ? 'unrolled' : `unrolled ${steps}`,
      label: `unrolled, T = ${steps}`,
      config: { steps },
      steps,
      attacked: steps <= usualSteps,
    })),
  },
  work: 'differentiating sweeps',
  runtime: ({ backend }) => tensorBackendFor(backend),
  prepare: ({ backend }) => prepareTensorBackend(tensorBackendFor(backend)),
  compute({ data, model, ridge, utilityGradient, cancelled }, { steps, momentum, backend }) {
    if (data.malicious === null) throw new RangeError('a gradient needs a malicious block');
    requireRoom(data, data.malicious, model.rank, steps);
    const tf = tensorFlowOn(tensorBackendFor(backend));
    const entries = ratingEntries(data, data.malicious);
    const { values, bytes } = unrolledGradient({
      ...{ tf, entries, model, ridge, steps, momentum, utilityGradient },
      beforeStep: () => stopIfCancelled(cancelled),
    });
    if (!values.every(Number.isFinite)) {
      throw new LabError('failed', 'The unrolled steps left the range of float32: the model is not near a minimum. Fewer steps or less momentum help.');
    }
    return { values, adjoint: null, products: steps, warnings: [], bytes };
  },
});
