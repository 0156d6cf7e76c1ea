import { shareBuying, type Campaign, type FieldError } from '../../../shared/domain/campaign.ts';
import { overBudget } from '../../engine/attacks/over-budget.ts';
import { profilesNamedBy } from '../../engine/catalogue.ts';
import type { StoredProfiles } from '../../store/profiles.ts';
import type { Store } from '../../store/store.ts';
import { originOf } from './axis-paths.ts';
import type { PlannedCombination } from './plan.ts';

/**
 * Whether the profiles that runs name are in the library, for the run's data set and as many as its share of malicious
 * users gives: all users of the profiles attack, or none. What they spend beyond B and Λ is a warning.
 */
export function importedProfilesFindings(
  campaign: Campaign,
  runs: readonly PlannedCombination[],
  store: Store,
): { errors: FieldError[]; warnings: FieldError[] } {
  const profilesOf = readOnce(store);
  const errors = new Map<string, FieldError>();
  const warnings = new Map<string, FieldError>();
  for (const { planned, known, picks } of runs) {
    const { config } = planned;
    const hash = profilesNamedBy(config.attack);
    if (hash === null) continue;
    const put = (into: Map<string, FieldError>, path: string, message: string) => {
      const place = originOf(path, campaign.sweep, picks);
      into.set(`${place} ${message}`, { path: place, message });
    };
    const found = profilesOf(hash, config.dataset);
    if (found === null) {
      put(errors, profilesPath, notThere(hash, known.record.name, config.dataset, store));
      continue;
    }
    if (found.users !== planned.maliciousUsers) {
      put(errors, 'budget.maliciousShare', otherNumber(found, planned.maliciousUsers, known.record.users));
      continue;
    }
    for (const { field, message } of overBudget(found, config.budget)) put(warnings, `budget.${field}`, message);
  }
  return { errors: [...errors.values()], warnings: [...warnings.values()] };
}

const profilesPath = 'attack.config.profiles';

function readOnce(store: Store): (hash: string, dataset: string) => StoredProfiles | null {
  const read = new Map<string, StoredProfiles | null>();
  return (hash, dataset) => {
    const key = `${hash} ${dataset}`;
    const profiles = read.get(key) ?? store.importedProfiles.profiles(hash, dataset);
    read.set(key, profiles);
    return profiles;
  };
}

function otherNumber({ users }: StoredProfiles, bought: number, normal: number): string {
  const share = shareBuying(users, normal);
  const advice = share === null ? `They are more than the ${normal} normal users and cannot be evaluated here.` : `Set it to ${share}.`;
  return `The profiles have ${users} users, all of whom attack; this share of ${normal} normal users gives ${bought}. ${advice}`;
}

function notThere(hash: string, datasetName: string, dataset: string, store: Store): string {
  const known = store.importedProfiles.list(dataset).slice(0, mentioned);
  if (hash === '') {
    const which = known.map(({ hash: each, name }) => `${each} (${name})`).join(', ');
    const advice = known.length > 0 ? `Imported for ${datasetName}: ${which}.` : `Import a file of profiles for ${datasetName} first.`;
    return `Name the profiles by the hash that importing them gave. ${advice}`;
  }
  const elsewhere = store.importedProfiles.list().find((each) => each.hash === hash);
  if (elsewhere) {
    const other = store.datasets.get(elsewhere.dataset)?.name;
    return `The profiles of ${elsewhere.name} were imported for ${other ?? 'a data set that is gone'}, not for ${datasetName}. Import ${elsewhere.name} for ${datasetName}, or attack ${other ?? 'the data that they are of'}.`;
  }
  const others = known.map(({ name }) => name).join(', ');
  const instead = known.length > 0 ? `, or name others that were imported for it: ${others}` : '';
  return `The profiles that this campaign attacks with are not in the library. Import the bundle or the file that it came with for ${datasetName}${instead}.`;
}

const mentioned = 3;
