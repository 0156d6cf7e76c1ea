import { smallestEffect, startName, type Uniqueness } from '../../../../shared/domain/uniqueness.ts';
import { fixed } from './format.ts';
import { textTable, type TextColumn } from './text-table.ts';

const columns: TextColumn[] = [
  { title: 'training', align: 'left' },
  { title: 'start', align: 'left' },
  { title: 'objective', align: 'right' },
  { title: 'apart', align: 'right' },
  { title: 'RMSE', align: 'right' },
  { title: 'target mean', align: 'right' },
];

/** The uniqueness check of a run for people: one line a training, and what follows from it. */
export function uniquenessText(check: Uniqueness): string {
  const { clean, poisoned, dependence, targetDependence } = check;
  const rows = [
    ...clean.map((one) => ['clean', startName(one.start), fixed(one.objective, 4), fixed(one.difference, 4), '', '']),
    ...poisoned.map((one) => [
      ...['poisoned', startName(one.start), fixed(one.objective, 4), fixed(one.difference, 4)],
      ...[fixed(one.predictionShiftRmse, 4), fixed(one.targetMean, 3)],
    ]),
  ];
  const shares = [
    ['the effect', dependence],
    ['the targets’ change', targetDependence],
  ] as const;
  const sentences = shares.flatMap(([what, share]) =>
    share === null ? [] : [`Starts differ by ${fixed(100 * share, 1)} % of ${what}.`],
  );
  if (dependence === null) sentences.unshift(`The effect is below ${smallestEffect}: a share of it would say nothing.`);
  return `${textTable(columns, rows)}\n${[...sentences, ...check.warnings].join('\n')}\n`;
}
