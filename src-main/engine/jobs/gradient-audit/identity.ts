import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../shared/domain/canonical-json.ts';
import type { AuditedConfig } from '../../../../shared/domain/gradient-audit.ts';
import { kernelBuild } from '../../../numeric/kernels/choice.ts';
import { numericRevision, precision } from '../../../numeric/revision.ts';
import { requireComponent } from '../../catalogue.ts';
import { gradients } from '../../gradients/list.ts';
import { auditedForms } from './audited-forms.ts';

/** Raised whenever the same input may give an audit with other numbers or other rows. */
const auditRevision = 1;

/** What makes two audits the same. */
export interface AuditIdentity {
  /** SHA-256 of what is audited: configuration, revisions, precision, kernels. */
  subject: string;
  /** SHA-256 of that with directions and iterations. */
  key: string;
  /** Of every component that has a part in it. */
  revisions: string[];
}

/** The identity of an audit of a parsed configuration. */
export function auditIdentity(
  { dataset, learner, objective, budget, seed }: AuditedConfig,
  { directions, iterations }: { directions: number; iterations: number },
): AuditIdentity {
  const forms = auditedForms(learner.id);
  const used = gradients.all().filter(({ id }) => forms.some(({ gradient }) => gradient === id));
  const revisions = [
    `learner:${learner.id}@${requireComponent('learner', learner.id).revision}`,
    `objective:${objective.id}@${requireComponent('objective', objective.id).revision}`,
    ...used.map(({ id, revision, config, runtime }) => {
      const runsOn = runtime?.(config.parse({}));
      return `gradient:${id}@${revision}${runsOn === undefined ? '' : ` on ${runsOn}`}`;
    }),
    `attack:pga@${requireComponent('attack', 'pga').revision}`,
    `numeric@${numericRevision}`,
    `audit@${auditRevision}`,
  ];
  const config = { dataset, learner, objective, budget, seed };
  const subject = sha256({ config, revisions, precision, kernels: kernelBuild() });
  return { subject, key: sha256({ subject, directions, iterations }), revisions };
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
