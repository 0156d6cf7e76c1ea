import type { ClaimDefinition } from './claim.ts';
import { attackClaims } from './paper/attacks.ts';
import { detectionClaims } from './paper/detection.ts';
import { nuclearNormClaims } from './paper/nuclear-norm.ts';
import { targetClaims } from './paper/targets.ts';

/** Every measurable claim of Section 5 and Appendix C of Li et al. 2016: attacks, detection and β, targets, nuclear norm. */
export const claims: readonly ClaimDefinition[] = [...attackClaims, ...detectionClaims, ...targetClaims, ...nuclearNormClaims];
