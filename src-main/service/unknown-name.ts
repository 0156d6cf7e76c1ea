import type { Campaign } from '../../shared/domain/campaign.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { didYouMean } from '../../shared/domain/nearest-name.ts';
import type { Store } from '../store/store.ts';

/**
 * The error for a name that the library does not hold, with the nearest one that it does.
 * `kind` is a plain noun: "data set", "campaign".
 */
export function unknownName(kind: string, typed: string, known: readonly string[]): LabError {
  const list = known.length > 0 && known.length <= 8 ? ` There are: ${known.join(', ')}.` : '';
  const message = `There is no ${kind} "${typed}".${didYouMean(typed, known) || list}`;
  return new LabError('not-found', message, [{ message }]);
}

/**
 * A data set by name, fingerprint or an unambiguous beginning (7 characters or more) of one.
 * @param deleted looks in the bin instead
 * @throws LabError not-found naming the nearest name, bad-input when the beginning is ambiguous
 */
export function requireDataset(store: Store, reference: string, deleted = false): Dataset {
  const datasets = store.datasets.list({ deleted });
  const exact = datasets.find(({ name, fingerprint }) => name === reference || fingerprint === reference);
  if (exact) return exact;
  const starting = /^[0-9a-f]{7,}$/.test(reference)
    ? datasets.filter(({ fingerprint }) => fingerprint.startsWith(reference))
    : [];
  if (starting.length === 1) return starting[0];
  if (starting.length > 1) {
    const message = `${reference} begins the fingerprint of ${starting.length} data sets. Give more of it.`;
    throw new LabError('bad-input', message, [{ message }]);
  }
  throw unknownName(
    deleted ? 'deleted data set' : 'data set',
    reference,
    datasets.map(({ name }) => name),
  );
}

/**
 * A saved campaign by its name.
 * @param deleted looks in the bin instead
 * @throws LabError not-found naming the nearest campaign
 */
export function requireCampaign(store: Store, name: string, deleted = false): Campaign {
  const saved = store.campaigns.list({ deleted }).map(({ campaign }) => campaign);
  const found = saved.find((campaign) => campaign.name === name);
  if (found) return found;
  throw unknownName(
    deleted ? 'deleted campaign' : 'campaign',
    name,
    saved.map((campaign) => campaign.name),
  );
}
