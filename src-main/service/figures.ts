import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { RunFilter } from '../../shared/domain/run-filter.ts';
import type { FigureTable } from '../../shared/domain/table.ts';
import { axisValue } from '../../shared/figures/axis.ts';
import type { FigureDefinition } from '../../shared/figures/define-figure.ts';
import { configsOf, type FigureInput } from '../../shared/figures/figure-run.ts';
import { axisAlong, idAlong, measuresAlong, settingAxesOf } from '../../shared/figures/figure-along.ts';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { saidNarrowed } from '../../shared/figures/filter-words.ts';
import { figureDefinitions, findFigure } from '../../shared/figures/list.ts';
import { withBaseline } from '../../shared/figures/to-baseline.ts';
import type { ServiceContext } from './context.ts';
import { figureInput } from './figure-source.ts';
import { unknownName } from './unknown-name.ts';

/** Area `figures`. */
export function figureHandlers(context: ServiceContext): HandlersOf<Contract['figures'], void> {
  return {
    list: () => ({ figures: figureDefinitions.map(({ id, title, summary }) => ({ id, title, summary })) }),
    table({ figure, source, effect, baseline }) {
      const definition = requireFigure(figure);
      return figureTable(definition, { ...figureInput(context, source, definition.needs), effect }, baseline, source.where);
    },
    differences({ figure, source, baseline }) {
      const input = figureInput(context, source, 'metrics');
      requireNumber(requireFigure(figure).id, input);
      return differenceTable(input, figure, baseline);
    },
  };
}

/**
 * The table of a figure, with its differences to a chosen baseline where there is one, and what narrowed its runs down.
 * @throws LabError not-found where it is along a number that none of the runs has
 */
export function figureTable(definition: FigureDefinition, input: FigureInput, baseline: string | null, where: readonly RunFilter[] = []): FigureTable {
  requireNumber(definition.id, input);
  const table = saidNarrowed(definition.table(input), where, input);
  return baseline === null ? table : withBaseline(table, differenceTable(input, definition.id, baseline), baseline);
}

/** @throws LabError not-found naming the nearest figure */
export function requireFigure(id: string): FigureDefinition {
  const figure = findFigure(id);
  if (figure) return figure;
  throw unknownName(
    'figure',
    id,
    figureDefinitions.map((one) => one.id),
  );
}

function requireNumber(id: string, input: FigureInput): void {
  const along = axisAlong(id, input);
  const configs = configsOf(input);
  if (!along || configs.length === 0 || configs.some((config) => axisValue(config, along.axis) !== null)) return;
  const others = settingAxesOf(configs).flatMap((axis) => measuresAlong.map((measure) => idAlong(measure, axis)));
  throw unknownName('figure', id, [...others, ...figureDefinitions.map((one) => one.id)]);
}
