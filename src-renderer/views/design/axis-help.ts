import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { componentHelp, statisticHelp } from '../../components/help-address.ts';
import { isAttackAxis } from '../../campaign-draft/attack-axis.ts';
import type { AxisDraft } from '../../campaign-draft/axes.ts';
import { pathsOf } from '../../campaign-draft/axes.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { fieldAt } from './sections.ts';
import { reachedIds, slotKinds } from '../../campaign-draft/slots.ts';

/** Where help speaks of what varies along an axis, by its first field; null for data sets. */
export function axisHelp(draft: CampaignDraft, components: readonly ComponentDescription[], axis: AxisDraft): string | null {
  if (isAttackAxis(axis)) return '/help/attacks';
  const [path] = pathsOf(axis);
  if (path === 'seed') return statisticHelp('means-intervals-differences');
  if (path.startsWith('budget.')) return '/help/threat-model#who-attacks-and-with-what';
  const kind = slotKinds.find((one) => path === one || path.startsWith(`${one}.`));
  if (kind === undefined) return null;
  const target = fieldAt(draft, components, path)?.row.target;
  return componentHelp(kind, target?.what === 'slot' ? target.id : reachedIds(draft, kind)[0]);
}
