import type { Component } from '../component.ts';
import type { FactorModel, Ridge, TrainingData } from '../learners/factored/factor-model.ts';
import type { ModelGradient } from '../learners/factored/linearization.ts';

/** What ∇_M̃ R is computed from. */
export interface GradientInput {
  /** With a malicious block. */
  data: TrainingData;
  /** Trained on `data`: Θ(M̃; M). */
  model: FactorModel;
  ridge: Ridge;
  /** ∇_Θ R at `model`. */
  utilityGradient: ModelGradient;
  /** Relative error that is small enough, 0 for as exact as the configuration asks for. */
  accuracy: number;
  /** z_V of a model nearby, items x rank, or null. */
  near: Float64Array | null;
  /** Polled at least once a Hessian product. */
  cancelled(): boolean;
}

/** ∇_M̃ R and what it took. */
export interface GradientResult {
  /** One number per rated malicious entry in row order, or users x items for a dense block. */
  values: Float64Array;
  /** z_V, items x rank, where an adjoint was solved for; else null. */
  adjoint: Float64Array | null;
  /** Hessian or Schur products spent. */
  products: number;
  /** Sentences about solves that did not do what was asked. */
  warnings: string[];
  /** The most bytes that it held at once, where it counts them. */
  bytes?: number;
}

/** One row of an audit. */
export interface AuditedVariant {
  /** Stands in the row. */
  id: string;
  label: string;
  config: Record<string, unknown>;
  /** Training steps that it differentiates, where forms differ by them; it costs as much as it has steps. */
  steps?: number;
  /** False where an attack along it would take too long to be part of an audit. */
  attacked?: boolean;
}

/** How an audit shows a gradient that is not for every learner, or has several forms. */
export interface AuditedForms {
  /** Ids of the learners that it is audited with; absent, all of them. */
  learners?: readonly string[];
  variants: readonly AuditedVariant[];
}

/** A way to differentiate the attacker's utility through the learner. */
export interface Gradient<C = unknown> extends Component<C> {
  /** What of this installation decides the result's bits besides the configuration, in a word; enters the key. */
  runtime?(config: C): string;
  /** What progress calls computing it; "gradient" where absent. */
  work?: string;
  /** Loads what `compute` needs, where that takes a while; to be awaited before a job that computes. */
  prepare?(config: C): Promise<void>;
  /** Absent, an audit shows its default configuration with every learner. */
  audited?: AuditedForms;
  compute(input: GradientInput, config: C): GradientResult;
}

/** Declares a gradient; exists for its types. */
export function defineGradient<C>(gradient: Gradient<C>): Gradient<C> {
  return gradient;
}
