import type { AblationRow, AuditRow, ReachedDamage, StoredAudit } from '../../../shared/domain/gradient-audit.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { ReportNode } from '../../../shared/domain/report-document.ts';
import { describeValue, flattenConfig } from '../../../shared/figures/configuration.ts';
import { errorText, slopeText } from '../../../shared/figures/drawing/error-text.ts';
import { formatCount, formatNumber, noValue } from '../../../shared/figures/drawing/format.ts';
import { bullets, code, paragraph, strong, table, words, type ReportColumn } from './words.ts';

/**
 * The audits that were made of the runs' configurations: how far each gradient is off, what it costs and reaches, and
 * what each term of the utility is worth.
 */
export function auditsSection(audits: readonly StoredAudit[], components: readonly ComponentDescription[] = []): ReportNode[] {
  if (audits.length === 0) {
    return [paragraph(words`No gradients were held against retraining in these configurations. ${code('npx poison-lab audit')} does.`)];
  }
  return [
    paragraph(words`Gradients of the utility by the malicious ratings against central differences through full retraining, at the
      uniform profiles of the budget, where attacks start. The error is that of all directions together as a share of
      the differences; a cosine of 1 points the right way. From there PGA climbs along each gradient, the model
      retrained after each step.`),
    ...audits.flatMap((audit, at) => one(audit, at + 1, components)),
  ];
}

function one(audit: StoredAudit, number: number, components: readonly ComponentDescription[]): ReportNode[] {
  const { datasetName, differences, entries, maliciousUsers, iterations, start, key, warnings } = audit;
  const refused = audit.gradients.filter((row) => row.refused !== null);
  const before = start.targetMean === null ? '' : `, target’s mean ${formatNumber(start.targetMean, 3)}`;
  return [
    { kind: 'heading', level: 3, text: `Audit ${number}: ${datasetName}, ${configurationText(audit, components)}` },
    table(
      words`${strong('Gradients.')} ${formatCount(differences.length)} random directions of ${formatCount(entries)} ratings of
        ${formatCount(maliciousUsers)} malicious users. Uniform profiles reach RMSE ${formatNumber(start.predictionShiftRmse, 3)}${before};
        attacks take ${formatCount(iterations)} steps at most. Audit ${key.slice(0, 12)}.`,
      gradientColumns(audit),
      audit.gradients,
    ),
    table(
      words`${strong('Without a term of the utility.')} The exact gradient with one term left out, against the whole utility.`,
      ablationColumns(audit),
      audit.ablation,
    ),
    ...bullets([...refused.map((row) => `${row.label} was not computed. ${row.refused}`), ...warnings]),
  ];
}

function gradientColumns(audit: StoredAudit): ReportColumn<AuditRow>[] {
  return [
    { label: 'Gradient', name: true, cell: ({ label }) => label },
    { label: 'Error', number: true, cell: ({ error }) => errorText(error) },
    {
      label: 'Largest',
      number: true,
      cell: ({ relativeErrors }) => errorText(relativeErrors.length === 0 ? null : Math.max(...relativeErrors)),
    },
    { label: 'Cosine', number: true, cell: ({ cosine }) => formatNumber(cosine, 4) },
    { label: 'Worst rating', number: true, cell: worst },
    { label: 'In sweeps', number: true, cell: ({ sweeps, refused }) => (refused === null ? formatNumber(sweeps, sweeps < 100 ? 1 : 0) : noValue) },
    { label: 'Memory', number: true, cell: ({ bytes }) => (bytes === null ? noValue : `${formatNumber(bytes / 1_048_576, 1)} MiB`) },
    ...damageColumns<AuditRow>(audit),
  ];
}

function ablationColumns(audit: StoredAudit): ReportColumn<AblationRow>[] {
  return [
    { label: 'Without', name: true, cell: ({ label }) => label.replace('= -', '= −') },
    { label: 'Its length', number: true, cell: ({ share }) => formatNumber(share, 3) },
    { label: 'Error', number: true, cell: ({ error }) => errorText(error) },
    { label: 'Cosine', number: true, cell: ({ cosine }) => formatNumber(cosine, 4) },
    ...damageColumns<AblationRow>(audit),
  ];
}

function damageColumns<R extends { damage: ReachedDamage | null }>({ iterations, start }: StoredAudit): ReportColumn<R>[] {
  if (iterations === 0) return [];
  const columns: ReportColumn<R>[] = [
    { label: 'Reached RMSE', number: true, cell: ({ damage }) => formatNumber(damage?.predictionShiftRmse, 3) },
  ];
  if (start.targetMean !== null) {
    columns.push({ label: 'Target’s mean', number: true, cell: ({ damage }) => formatNumber(damage?.targetMean, 3) });
  }
  return columns;
}

/** "ALS, k = 8, ..., seed 1": what was audited, in the words of legends. */
function configurationText({ config }: StoredAudit, components: readonly ComponentDescription[]): string {
  const run = { ...config, gradient: null, attack: { id: 'pga', config: {} } };
  const paths = [...flattenConfig(run).keys()];
  const words = (kind: string) => paths.filter((path) => path.startsWith(kind)).map((path) => describeValue(path, run, components));
  const order = ['learner.id', 'learner.config', 'objective.id', 'objective.config', 'budget', 'seed'];
  return order.flatMap(words).join(', ').replaceAll(/[[\]"]/g, '');
}

function worst({ worstEntry }: AuditRow): string {
  return worstEntry === null ? noValue : `${slopeText(worstEntry.found)} for ${slopeText(worstEntry.difference)}`;
}
