import type { ShapeName } from './kernels/generated-ratings.ts';
import type { BenchAttack } from './attack-at-size.ts';

/** A model to train. */
export interface TrainingProblem {
  rank: number;
  /** λ_U = λ_V. */
  lambda: number;
}

/** An attack on a MovieLens shape. */
export interface AttackAtSize extends BenchAttack {
  shape: ShapeName;
}

/** What each section is asked to measure. */
export interface SectionPlans {
  sweeps: { shape: ShapeName; ranks: number[] };
  training: { shape: ShapeName; problems: TrainingProblem[] };
  nuclearNorm: { shape: ShapeName; lambdas: number[]; tolerance: number };
  attackIterations: AttackAtSize;
  attackAgainstScalar: { iterations: number };
  imports: { rows: number; repetitions: number };
  eventLoop: { shape: ShapeName; seconds: number };
  runsWindow: { runs: number };
  compareMany: { runs: number };
}

export type SectionName = keyof SectionPlans;

/** One section to run, in a process of its own. */
export type PlannedSection = { [K in SectionName]: { name: K; plan: SectionPlans[K] } }[SectionName];

const everyRank = [8, 16, 32, 64];
const small: PlannedSection[] = [
  { name: 'sweeps', plan: { shape: '100K', ranks: everyRank } },
  { name: 'sweeps', plan: { shape: '1M', ranks: everyRank } },
];
const smallTrainings: PlannedSection[] = [
  { name: 'training', plan: { shape: '100K', problems: everyRank.map((rank) => ({ rank, lambda: 5 })) } },
  { name: 'training', plan: { shape: '1M', problems: [8, 16].map((rank) => ({ rank, lambda: 5 })) } },
];

/** λ from a few factors to a hundred; 943 x 1,682 is nearly the paper's 1,000 x 1,700. */
const nuclearNormLambdas = [40, 25, 20, 15, 12];

/** Ends within three minutes on two cores. */
export const quickPlan: readonly PlannedSection[] = [
  ...small,
  ...smallTrainings,
  // The last takes as long as the others together.
  { name: 'nuclearNorm', plan: { shape: '100K', lambdas: nuclearNormLambdas.slice(0, -1), tolerance: 1e-8 } },
  { name: 'attackAgainstScalar', plan: { iterations: 2 } },
  {
    name: 'attackIterations',
    plan: { shape: '1M', rank: 16, lambda: 40, maliciousShare: 0.05, iterations: 4 },
  },
  {
    name: 'attackIterations',
    plan: { attack: 'sgld', shape: '1M', rank: 16, lambda: 40, maliciousShare: 0.05, iterations: 2 },
  },
  { name: 'imports', plan: { rows: 2_000_000, repetitions: 2 } },
  { name: 'eventLoop', plan: { shape: '1M', seconds: 10 } },
];

/** Everything, MovieLens 20M's shape included. */
export const fullPlan: readonly PlannedSection[] = [
  ...small,
  { name: 'sweeps', plan: { shape: '20M', ranks: everyRank } },
  ...smallTrainings,
  {
    name: 'training',
    plan: {
      shape: '20M',
      problems: [
        { rank: 8, lambda: 40 },
        { rank: 32, lambda: 150 },
        { rank: 32, lambda: 60 },
      ],
    },
  },
  { name: 'nuclearNorm', plan: { shape: '100K', lambdas: nuclearNormLambdas, tolerance: 1e-8 } },
  { name: 'nuclearNorm', plan: { shape: '20M', lambdas: [600, 300], tolerance: 1e-6 } },
  { name: 'attackAgainstScalar', plan: { iterations: 8 } },
  {
    name: 'attackIterations',
    plan: { shape: '20M', rank: 32, lambda: 150, maliciousShare: 0.05, iterations: 6 },
  },
  {
    name: 'attackIterations',
    plan: { attack: 'sgld', shape: '1M', rank: 16, lambda: 40, maliciousShare: 0.05, iterations: 6 },
  },
  { name: 'imports', plan: { rows: 20_000_263, repetitions: 2 } },
  { name: 'eventLoop', plan: { shape: '1M', seconds: 30 } },
  { name: 'runsWindow', plan: { runs: 5000 } },
  { name: 'compareMany', plan: { runs: 5000 } },
];
