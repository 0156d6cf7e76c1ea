import type { Campaign } from '../../shared/domain/campaign.ts';
import { campaignSchema } from '../../shared/domain/campaign.ts';
import type { ComponentDescription, Slot } from '../../shared/domain/component.ts';
import { freeName } from '../../shared/domain/free-name.ts';
import type { SlotKind } from './slots.ts';
import { slotKinds } from './slots.ts';

/** What a campaign is called before it has a name. */
export const untitled = 'Untitled';

/**
 * Where a new campaign starts: the first component of each kind with its defaults, every attack of the
 * catalogue that needs nothing named first, a few shares of malicious users and three seeds.
 * @param dataset name of the data set.
 */
export function newCampaign(name: string, dataset: string, components: readonly ComponentDescription[]): Campaign {
  const slots = Object.fromEntries(slotKinds.map((kind) => [kind, firstOf(components, kind)]));
  const attacks = components.filter(({ kind, needs = [] }) => kind === 'attack' && needs.length === 0).map(({ id }) => id);
  return campaignSchema.parse({
    schema: 1,
    name,
    dataset,
    ...slots,
    budget: {},
    seed: 1,
    sweep: [
      ...(attacks.length > 1 ? [{ path: 'attack.id', values: attacks }] : []),
      { path: 'budget.maliciousShare', values: [0.01, 0.02, 0.05] },
      { path: 'seed', values: [1, 2, 3] },
    ],
  });
}

/**
 * A preset on the drawing board: under the name that was given, or its own where none was given yet.
 * @param given the name that stands there now
 * @param names those in use
 */
export function fromPreset(preset: Campaign, given: string, names: readonly string[]): Campaign {
  const untouched = new RegExp(`^${untitled}( \\d+)?$`).test(given);
  return { ...preset, name: untouched ? freeName(preset.name, names) : given };
}

function firstOf(components: readonly ComponentDescription[], wanted: SlotKind): Slot {
  return { id: components.find(({ kind }) => kind === wanted)?.id ?? wanted, config: {} };
}
