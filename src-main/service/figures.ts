import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { FigureDefinition } from '../../shared/figures/define-figure.ts';
import { differenceTable } from '../../shared/figures/difference-table.ts';
import { figureDefinitions, findFigure } from '../../shared/figures/list.ts';
import type { ServiceContext } from './context.ts';
import { figureInput } from './figure-source.ts';
import { unknownName } from './unknown-name.ts';

/** Area `figures`. */
export function figureHandlers(context: ServiceContext): HandlersOf<Contract['figures'], void> {
  return {
    list: () => ({ figures: figureDefinitions.map(({ id, title, summary }) => ({ id, title, summary })) }),
    table({ figure, source, effect }) {
      const definition = requireFigure(figure);
      return definition.table({ ...figureInput(context, source, definition.needs), effect });
    },
    differences: ({ figure, source, baseline }) =>
      differenceTable(figureInput(context, source, 'metrics'), requireFigure(figure).id, baseline),
  };
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
