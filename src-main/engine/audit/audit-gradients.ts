import { performance } from 'node:perf_hooks';
import type { AuditRow } from '../../../shared/domain/audit.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { dot } from '../../numeric/conjugate-gradient.ts';
import { randomStream } from '../../numeric/random.ts';

/** What an audit compares. */
export interface GradientAudit {
  /** Malicious ratings at which the gradients are taken. */
  values: Float64Array;
  directions: number;
  seed: number;
  /** R after full retraining on other ratings of the same entries. */
  utilityAt(values: Float64Array): number;
  /** `compute` refuses with a LabError; its `bytes` is the most that it held at once. */
  gradients: { id: string; label: string; compute(): { values: Float64Array; bytes: number } }[];
  progress(done: number, of: number): void;
}

/** Half the distance between the two sides of a central difference, per entry, in shifted units. */
const halfWidth = 2e-4;

/**
 * Directional derivatives g·d against (R(M̃ + h d) - R(M̃ - h d)) / 2h for random ±1 directions d,
 * h = 2e-4: relative errors per direction, and the cosine between both vectors of derivatives. A gradient that
 * refuses has a row that says why.
 * @throws LabError 'cancelled'
 */
export function auditGradients(audit: GradientAudit): AuditRow[] {
  const directions = Array.from({ length: audit.directions }, (_, d) => {
    const stream = randomStream(audit.seed, 'audit.direction', d);
    return Float64Array.from(audit.values, () => (stream.uniform() < 0.5 ? -1 : 1));
  });
  const differences = directions.map((direction, d) => {
    audit.progress(d + 1, directions.length);
    const moved = (h: number) => audit.utilityAt(audit.values.map((value, at) => value + h * direction[at]));
    return (moved(halfWidth) - moved(-halfWidth)) / (2 * halfWidth);
  });
  return audit.gradients.map(({ id, label, compute }) => {
    const begun = performance.now();
    const found = unlessRefused(compute);
    const seconds = (performance.now() - begun) / 1000;
    if ('refused' in found) return { gradient: id, label, relativeErrors: [], cosine: null, seconds, bytes: null, ...found };
    const { values, bytes } = found;
    const derivatives = directions.map((direction) => dot(values, direction));
    return {
      gradient: id,
      label,
      relativeErrors: derivatives.map((value, d) => Math.abs(value - differences[d]) / Math.abs(differences[d])),
      cosine: directions.length < 2 ? null : cosine(derivatives, differences),
      seconds,
      bytes,
      refused: null,
    };
  });
}

function unlessRefused<T>(compute: () => T): T | { refused: string } {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'cancelled') throw error;
    return { refused: error.message };
  }
}

function cosine(a: number[], b: number[]): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
