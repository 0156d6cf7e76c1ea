import { boughtUsers, type Campaign, type DatasetReference, type FieldError } from '../../../shared/domain/campaign.ts';
import { LabError, type Complaint } from '../../../shared/domain/errors.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { describeComponents, parseRunConfig, runIdentity, runLabel } from '../../engine/catalogue.ts';
import type { PlannedRun } from '../../store/runs.ts';
import { originOf } from './axis-paths.ts';
import type { DatasetResolver, KnownDataset } from './dataset-reference.ts';
import { expandCampaign, type Combination } from './expand.ts';
import { isSetBy } from './faulty-axes.ts';

/** One distinct run of a campaign and what it meets. */
export interface PlannedCombination {
  planned: PlannedRun;
  known: KnownDataset;
  /** Which value of each axis the first of its equals has. */
  picks: number[];
}

/** The distinct runs of a campaign in expansion order, or what is wrong with it. */
export interface Plan {
  runs: PlannedCombination[];
  errors: FieldError[];
}

/**
 * Expands a campaign to runs with keys. Equal runs are one, at the first one's place; a gradient that the
 * attack does not use is dropped before that. Targets are not looked at; see `targets.ts`. Errors are those of every
 * part, so that a wrong axis hides no wrong field.
 * @param make whether a subset or the built-in set that the library lacks is put into it
 */
export function planCampaign(campaign: Campaign, datasets: DatasetResolver, make: boolean): Plan {
  const { combinations, errors, leftOut } = expandCampaign(campaign, describeComponents());
  const told = new Set(errors.map(({ path }) => path));
  const runs = new Map<string, PlannedCombination>();
  const found = new Map<string, FieldError>();
  const knownOf = resolveOnce(datasets, make);

  for (const { settings, picks } of combinations) {
    const report = ({ path = '', message }: Complaint) => {
      const error = { path: originOf(path, campaign.sweep, picks), message: withoutPath(message, path) };
      if (!told.has(error.path) && !isSetBy(leftOut, error.path)) found.set(`${error.path} ${error.message}`, error);
    };
    const known = reporting(report, () => knownOf(settings.dataset));
    const { fillerSize } = settings.budget;
    if (known && fillerSize > known.record.items) {
      report({
        path: 'budget.fillerSize',
        message: `Must be at most ${known.record.items}, the number of items of ${known.record.name}.`,
      });
    }
    const config = reporting(report, () => parseRunConfig(runConfig(settings, known?.record.fingerprint ?? '')));
    if (!known || !config || told.size + found.size > 0) continue;
    const { key } = runIdentity(config);
    if (runs.has(key)) continue;
    const maliciousUsers = boughtUsers(config.budget, known.record.users);
    const planned = {
      key,
      config,
      label: runLabel(config),
      datasetName: known.record.name,
      maliciousUsers,
    };
    runs.set(key, { planned, known, picks });
  }
  const all = [...errors.filter(({ path }) => !isSetBy(leftOut, path)), ...found.values()];
  return all.length > 0 ? { runs: [], errors: all } : { runs: [...runs.values()], errors: [] };
}

/** What `make` makes; null where it complains, once its complaints are reported. */
function reporting<Made>(report: (complaint: Complaint) => void, make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof LabError) || error.complaints.length === 0) throw error;
    error.complaints.forEach(report);
    return null;
  }
}

function runConfig(settings: Combination['settings'], fingerprint: string): RunConfig {
  const { learner, objective, gradient, attack, budget, seed } = settings;
  return { dataset: fingerprint, learner, objective, gradient, attack, budget, seed };
}

function resolveOnce(
  datasets: DatasetResolver,
  make: boolean,
): (reference: DatasetReference) => KnownDataset {
  const resolved = new Map<string, KnownDataset>();
  return (reference) => {
    const text = JSON.stringify(reference);
    const known = resolved.get(text) ?? datasets.resolve(reference, { make });
    resolved.set(text, known);
    return known;
  };
}

function withoutPath(message: string, path: string): string {
  return message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
}
