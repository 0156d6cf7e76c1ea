import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { betaAxis, settingAxis, shareAxis, variesAlong, type Axis } from '../../../shared/figures/axis.ts';
import { lowered } from '../../../shared/figures/configuration.ts';
import { idAlong, settingAxesOf } from '../../../shared/figures/figure-along.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { arePurePushes } from '../../../shared/domain/pure-push.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';
import { offeredKinds, rmse, targetMean, type OfferedFigure, type OfferedKind } from './offered-kinds.ts';

/** Figures along one axis; `beside` stands next to the one in front. */
export interface OfferedAxis {
  axis: Axis;
  /** What the sentence calls it. */
  label: string;
  figures: readonly OfferedFigure[];
}

const p = { label: 'p of the paired t', hint: 'How easily malicious users are told apart' };

/** What Compare can draw along share and β, in the order in which it is offered; other settings follow. */
export const offeredAxes: readonly OfferedAxis[] = [
  {
    axis: shareAxis,
    label: 'malicious users',
    figures: [
      { figure: 'rmse-by-share', ...rmse },
      { figure: 'target-mean-by-share', ...targetMean },
    ],
  },
  {
    axis: betaAxis,
    label: 'β',
    figures: [
      { figure: 'p-by-beta', ...p },
      { figure: 'rmse-by-beta', ...rmse },
      { figure: 'target-mean-by-beta', ...targetMean },
    ],
  },
];

/** How a figure draws; lines along an axis for one that no other way has. */
export function kindOf(figure: string): OfferedKind {
  return offeredKinds.find(({ figures }) => figures.some((one) => one.figure === figure)) ?? offeredKinds[0];
}

/** The figure of a kind that is about the same number as the one in front, else its first. */
export function figureOfKind(front: string, { kind, figures }: OfferedKind): string {
  const own = kindOf(front).kind === 'lines' ? offeredAxisOf(front).figures : kindOf(front).figures;
  const label = own.find(({ figure }) => figure === front)?.label;
  const offered = kind === 'lines' ? offeredAxes[0].figures : figures;
  return (offered.find((one) => one.label === label) ?? offered[0]).figure;
}

/**
 * The axis that a figure is drawn along; that of shares for any other figure.
 * @param axes where it is looked for first: those of the runs have their components' names
 */
export function offeredAxisOf(figure: string, axes: readonly OfferedAxis[] = offeredAxes): OfferedAxis {
  const key = findFigure(figure)?.x ?? '';
  const known = [...axes, ...offeredAxes].find(({ axis }) => axis.column.key === key);
  return known ?? (key.includes('.') ? offeredAlong(settingAxis(key, key)) : offeredAxes[0]);
}

/** The axes worth drawing for the runs: the share always, β and any other number where the runs have more than one. */
export function axesFor(
  configs: readonly RunConfig[],
  components?: readonly ComponentDescription[],
): readonly OfferedAxis[] {
  const known = offeredAxes.filter(({ axis }) => axis === shareAxis || variesAlong(axis, configs));
  return [...known, ...settingAxesOf(configs, components).map(offeredAlong)];
}

/**
 * The figure that runs are first drawn in: against what varies, the share before β before any other number; of the
 * targets' mean where all that is wanted is to move them, else of the RMSE.
 */
export function firstFigure(configs: readonly RunConfig[]): string {
  const what = arePurePushes(configs) ? 'target-mean' : 'rmse';
  if (variesAlong(shareAxis, configs)) return `${what}-by-share`;
  if (variesAlong(betaAxis, configs)) return `${what}-by-beta`;
  const [first] = settingAxesOf(configs);
  return first ? idAlong(what, first) : `${what}-by-share`;
}

/**
 * The figure next to the one in front: the other one by share; by β, p beside an effect and the RMSE beside p. Null
 * beside other ways of drawing, which have the whole width.
 */
export function figureBeside(front: string): string | null {
  if (kindOf(front).kind !== 'lines') return null;
  const { figures } = offeredAxisOf(front);
  return (figures.find(({ figure }) => figure !== front) ?? figures[0]).figure;
}

/** The figure along another axis that says the same, or the first one there. */
export function counterpart(front: string, along: OfferedAxis): string {
  const label = offeredAxisOf(front).figures.find(({ figure }) => figure === front)?.label;
  return (along.figures.find((one) => one.label === label) ?? along.figures[0]).figure;
}

function offeredAlong(axis: Axis): OfferedAxis {
  const { label } = axis.column;
  return {
    axis,
    label: lowered(label),
    figures: [
      { figure: idAlong('rmse', axis), ...rmse },
      { figure: idAlong('target-mean', axis), ...targetMean },
    ],
  };
}
