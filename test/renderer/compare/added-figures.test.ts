import { describe, expect, it } from 'vitest';
import { placeBlocks, reportLayoutSchema, type ReportBlock } from '../../../shared/domain/report-layout.ts';
import { findFigure, figureDefinitions } from '../../../shared/figures/list.ts';
import { reportParts } from '../../../src-main/reports/report-parts.ts';
import { shownMarks, withFigures, type WantedFigure } from '../../../src-renderer/views/compare/added-figures.ts';
import { input, report } from '../../reports/report-input.ts';

const parts = reportParts(report);
const inOrder = placeBlocks([], parts);
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

  it('stand behind its last figure or table, side by side, where the report has none that are drawn so', () => {
    const { blocks, came } = withFigures([], parts, both({ logarithmic: true, hidden: [series('rmse-by-share', 'Uniform')] }));
    expect(came).toEqual(['added 1', 'added 2']);
    const hidden = [series('rmse-by-share', 'Uniform')];
    expect(blocks.filter(({ kind }) => kind !== 'figure')).toEqual(inOrder);
    const at = blocks.findIndex(({ id }) => id === 'added 1');
    expect(parts.find(({ id }) => id === blocks[at - 1].id)?.kind).not.toBe('section');
    expect(blocks.slice(at + 2).map(({ id }) => parts.find((part) => part.id === id)?.kind)).not.toContain('figure');
    expect(blocks[at + 2].id).toBe('differences');
    expect(blocks.slice(at, at + 2)).toEqual([
      { kind: 'figure', id: 'added 1', shown: true, figure: 'rmse-by-share', view: { logarithmic: true, hidden }, beside: true },
      { kind: 'figure', id: 'added 2', shown: true, figure: 'target-mean-by-share', view: { logarithmic: true, hidden } },
    ]);
    expect(reportLayoutSchema.parse(blocks)).toEqual(blocks);
  });

  it('stand behind a note below the last figure, and behind figures that were added before, wherever those were moved', () => {
    const ids = (blocks: readonly ReportBlock[]) => blocks.map(({ id }) => id);
    const differences = inOrder.findIndex(({ id }) => id === 'differences');
    const note: ReportBlock = { kind: 'note', id: 'note 1', shown: true, text: 'Of this figure.' };
    const noted = withFigures([...inOrder.slice(0, differences), note, ...inOrder.slice(differences)], parts, [wanted('rmse-by-share', { pinned: 0.05 })]).blocks;
    expect(ids(noted).slice(differences, differences + 3)).toEqual(['note 1', 'added 1', 'differences']);
    const moved = [...noted.filter(({ id }) => id !== 'added 1'), ...noted.filter(({ id }) => id === 'added 1')];
    expect(ids(withFigures(moved, parts, [wanted('rmse-by-share', { pinned: 0.01 })]).blocks).slice(-2)).toEqual(['added 1', 'added 2']);
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
    for (const id of ['rmse-by-detectability', 'convergence', 'parallel-coordinates']) expect(shownMarks(table(id), { baseline: String(table(id).rows[0].series) }), id).toEqual({});
    for (const { id } of figureDefinitions) expect(shownMarks(table(id), { logarithmic: false, hidden: [], pinned: null }), id).toEqual({});
  });
});
