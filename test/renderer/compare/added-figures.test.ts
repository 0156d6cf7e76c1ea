import { describe, expect, it } from 'vitest';
import { placeBlocks, reportLayoutSchema, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import { findFigure, figureDefinitions } from '../../../shared/figures/list.ts';
import { reportParts } from '../../../src-main/reports/report-parts.ts';
import { shownMarks, withFigures, type WantedFigure } from '../../../src-renderer/views/compare/added-figures.ts';
import { input, report } from '../../reports/report-input.ts';

const parts = reportParts(report);
const inOrder = placeBlocks([], parts.map(({ id }) => id));
const table = (figure: string) => findFigure(figure)!.table(input);
const series = (figure: string, label: string) => String(table(figure).rows.find((row) => row.label === label)!.series);
const wanted = (figure: string, marks: WantedFigure['marks'] = {}, where: WantedFigure['where'] = []): WantedFigure => ({ table: table(figure), marks, where, bands: true });
const both = (marks: WantedFigure['marks'] = {}) => [wanted('rmse-by-share', marks), wanted('target-mean-by-share', marks)];

describe('figures that are added to a report', () => {
  it('are there already where they are parts of it, whether somebody changed the report or not', () => {
    expect(withFigures([], parts, both())).toEqual({ blocks: inOrder, came: [], known: ['figure rmse-by-share', 'figure target-mean-by-share'] });
  });

  it('are shown again where they stood, if they were hidden', () => {
    const hidden: ReportBlock[] = inOrder.map((block) => (block.id === 'figure rmse-by-share' && block.kind === 'part' ? { ...block, shown: false, caption: 'Mine' } : block));
    const { blocks, came, known } = withFigures(hidden, parts, both());
    expect([came, known]).toEqual([['figure rmse-by-share'], ['figure target-mean-by-share']]);
    expect(blocks.map(({ id }) => id)).toEqual(hidden.map(({ id }) => id));
    expect(blocks.find(({ id }) => id === 'figure rmse-by-share')).toMatchObject({ shown: true, caption: 'Mine' });
  });

  it('stand at the end, side by side, where the report has none that are drawn so', () => {
    const { blocks, came } = withFigures([], parts, both({ logarithmic: true, hidden: [series('rmse-by-share', 'Uniform')] }));
    expect(came).toEqual(['added 1', 'added 2']);
    const hidden = [series('rmse-by-share', 'Uniform')];
    expect(blocks.slice(0, -2)).toEqual(inOrder);
    expect(blocks.slice(-2)).toEqual([
      { kind: 'figure', id: 'added 1', shown: true, figure: 'rmse-by-share', view: { logarithmic: true, hidden }, beside: true },
      { kind: 'figure', id: 'added 2', shown: true, figure: 'target-mean-by-share', view: { logarithmic: true, hidden } },
    ]);
    expect(reportLayoutSchema.parse(blocks)).toEqual(blocks);
  });

  it('are no second time what was added before, and are what differs in a mark, a filter or the runs', () => {
    const pinned = wanted('rmse-by-share', { pinned: 0.05 });
    const { blocks } = withFigures([], parts, [pinned]);
    expect(withFigures(blocks, parts, [pinned])).toEqual({ blocks, came: [], known: ['added 1'] });
    const filters = [{ path: 'seed', values: [1] }, { path: 'budget.fillerSize', values: [50] }];
    for (const other of [wanted('rmse-by-share', { pinned: 0.01 }), wanted('rmse-by-share', { pinned: 0.05 }, filters)]) expect(withFigures(blocks, parts, [other]).came).toEqual(['added 2']);
    const filtered = withFigures(blocks, parts, [wanted('rmse-by-share', { pinned: 0.05 }, filters)]).blocks;
    expect(withFigures(filtered, parts, [wanted('rmse-by-share', { pinned: 0.05 }, [...filters].reverse())]).known).toEqual(['added 2']);
    const fewer = { ...wanted('rmse-by-share'), table: findFigure('rmse-by-share')!.table({ runs: input.runs.slice(1) }) };
    expect(withFigures([], parts, [fewer]).came).toEqual(['added 1']);
  });

  it('keep what is seen in them alone: no line, place or axis that they do not have', () => {
    const marks = { logarithmic: true, logarithmicY: true, effect: 0.2, pinned: 0.05, hidden: ['none'], baseline: 'none', zoom: null, brushes: [] };
    expect(shownMarks(table('rmse-by-share'), marks)).toEqual({ logarithmic: true, logarithmicY: true, effect: 0.2, pinned: 0.05 });
    expect(shownMarks(table('target-mean-by-share'), { ...marks, effect: null })).toEqual({ logarithmic: true, pinned: 0.05 });
    expect(shownMarks(table('rmse-by-share'), { pinned: 0.03, baseline: series('rmse-by-share', 'PGA exact') })).toEqual({ baseline: series('rmse-by-share', 'PGA exact') });
    for (const { id } of figureDefinitions) expect(shownMarks(table(id), { logarithmic: false, hidden: [], pinned: null }), id).toEqual({});
  });
});
