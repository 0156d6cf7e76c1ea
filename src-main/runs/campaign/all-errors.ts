import { axisSchema, campaignSchema, type Axis, type FieldError } from '../../../shared/domain/campaign.ts';
import type { DatasetResolver } from './dataset-reference.ts';
import { faultyAxes, idleAxis, isSetBy } from './faulty-axes.ts';
import { withMendedParts } from './mended-parts.ts';
import { planCampaign } from './plan.ts';

/**
 * Everything that is wrong with a campaign whose form is wrong already: those errors, and what its components and its
 * data find in the parts whose form is right, so that nobody mends a file one error at a time.
 * @param raw parsed JSON, of whatever form
 * @param errors what `parseCampaign` says of it; at least one
 */
export function allErrors(raw: unknown, errors: readonly FieldError[], datasets: DatasetResolver): FieldError[] {
  const faulty = faultyAxes(errors);
  const others = errors.filter((error) => faultyAxes([error]).size === 0);
  const mended = campaignSchema.safeParse(withMendedParts(withIdleAxes(raw, faulty), others));
  if (!mended.success) return [...errors];
  const campaign = { ...mended.data, sweep: mended.data.sweep.map((axis, at) => (faulty.has(at) ? idleAxis : axis)) };
  const unjudged = pathsKnown(raw, faulty);
  const isTold = ({ path }: FieldError) => errors.some((error) => path === error.path || path.startsWith(`${error.path}.`));
  return [...errors, ...planCampaign(campaign, datasets, false).errors.filter((error) => !isTold(error) && !isSetBy(unjudged, error.path))];
}

/** Faulty axes have a form that parses; what they set is left to {@link idleAxis} afterwards. */
function withIdleAxes(raw: unknown, faulty: ReadonlySet<number>): unknown {
  if (faulty.size === 0 || typeof raw !== 'object' || raw === null) return raw;
  return { ...raw, sweep: axesOf(raw).map((axis, at) => (faulty.has(at) ? { path: 'seed', values: [1] } : axis)) };
}

/** The faulty axes whose paths can be read. */
function pathsKnown(raw: unknown, faulty: ReadonlySet<number>): Axis[] {
  return axesOf(raw).flatMap((axis, at) => {
    const path = faulty.has(at) && typeof axis === 'object' && axis !== null && 'path' in axis ? axisSchema.shape.path.safeParse(axis.path) : null;
    return path?.success ? [{ path: path.data, values: [] }] : [];
  });
}

function axesOf(raw: unknown): unknown[] {
  return typeof raw === 'object' && raw !== null && 'sweep' in raw && Array.isArray(raw.sweep) ? raw.sweep : [];
}
