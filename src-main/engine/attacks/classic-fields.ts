import { z } from 'zod';

/** What an attack on target items is for; push unless told otherwise. */
export const intentField = z.enum(['push', 'nuke']).default('push').meta({
  title: 'Intent',
  description: 'Push: every malicious user gives the targets the highest rating. Nuke: the lowest.',
});

/** Whether the ratings of a classic attack are ratings of the scale, as in the literature. */
export const classicRoundingField = z.enum(['grid', 'none']).default('grid').meta({
  title: 'Rounding',
  description: 'Grid: the nearest rating of the data’s scale (whole or half stars), as in the literature. None: not rounded, but within the scale.',
});

/** Among how large a share of the items an attack looks for those it selects; `what` are selected. */
export function wellKnownShareField(share: number, what: string) {
  return z.number().gt(0).max(1).default(share).meta({
    title: 'Well-known items',
    unit: 'share of the items',
    description: `${what} are chosen among this share of the items, those with most ratings.`,
  });
}

/** How many items besides the targets are selected; `which` names them in a sentence. */
export function selectedItemsField(title: string, which: string) {
  return z.number().int().min(1).max(1000).default(5).meta({
    title,
    symbol: '|I_S|',
    unit: 'items',
    description: `${which} Targets come first and fillers last where the budget is short.`,
  });
}
