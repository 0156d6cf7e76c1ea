import { createRegistry } from '../component.ts';
import type { Gradient } from './define-gradient.ts';
import { appendixB } from './appendix-b/appendix-b.ts';
import { exact } from './exact/exact.ts';
import { oneStep } from './one-step/one-step.ts';
import { unrolled } from './unrolled/unrolled.ts';

/** Every gradient. */
export const gradients = createRegistry<Gradient>([oneStep, exact, unrolled, appendixB]);
