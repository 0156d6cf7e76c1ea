import { betaAxis, shareAxis, variesAlong, type Axis } from '../../../shared/figures/axis.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import type { RunConfig } from '../../../shared/domain/run.ts';

/** A figure of Compare as the sentence names it. */
export interface OfferedFigure {
  figure: string;
  label: string;
  hint: string;
}

/** Figures along one axis; `beside` stands next to the one in front. */
export interface OfferedAxis {
  axis: Axis;
  /** What the sentence calls it. */
  label: string;
  figures: readonly OfferedFigure[];
}

const rmse = { label: 'RMSE of predictions', hint: 'How far all predictions move' };
const targetMean = { label: 'the targets’ mean rating', hint: 'How far the target items move' };
const p = { label: 'p of the paired t', hint: 'How easily malicious users are told apart' };

/** What Compare can draw, by axis, in the order in which it is offered. */
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

/** The axis that a figure is drawn along; that of shares for any other figure. */
export function offeredAxisOf(figure: string): OfferedAxis {
  const key = findFigure(figure)?.x;
  return offeredAxes.find(({ axis }) => axis.column.key === key) ?? offeredAxes[0];
}

/** The axes worth drawing for the runs: the share always, β where the runs have more than one. */
export function axesFor(configs: readonly RunConfig[]): readonly OfferedAxis[] {
  return offeredAxes.filter(({ axis }) => axis === shareAxis || variesAlong(axis, configs));
}

/** The figure next to the one in front: the other one by share; by β, p beside an effect and the RMSE beside p. */
export function figureBeside(front: string): string {
  const { figures } = offeredAxisOf(front);
  return (figures.find(({ figure }) => figure !== front) ?? figures[0]).figure;
}

/** The figure along another axis that says the same, or the first one there. */
export function counterpart(front: string, along: OfferedAxis): string {
  const label = offeredAxisOf(front).figures.find(({ figure }) => figure === front)?.label;
  return (along.figures.find((one) => one.label === label) ?? along.figures[0]).figure;
}
