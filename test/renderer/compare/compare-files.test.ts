import { describe, expect, it } from 'vitest';
import { exportRequestSchema } from '../../../shared/contract/reports.ts';
import { plainState } from '../../../src-renderer/views/compare/address-state.ts';
import { fileView } from '../../../src-renderer/views/compare/use-compare-files.ts';

const zoom = { x: [1, 2], y: [0, 0.5] } as const;
const zoomBeside = { x: [3, 4], y: [-1, 1] } as const;
const brushes = [{ key: 'rmse', numbers: [0, 0.1], words: [] }, { key: 'label', numbers: null, words: ['Uniform', 'PGA exact'] }] as const;
const state = { ...plainState, logarithmic: true, bands: false, zoom, zoomBeside, brushes, effect: 0.3, pin: 0.04, baseline: 'pga exact' };
const marks = { pinned: 0.04, baseline: 'pga exact' };

describe('the file of a figure', () => {
  it('has part, brushes and effect of the figure in front, its pin and its baseline', () => {
    expect(fileView(state, state.figure)).toEqual({ logarithmic: true, logarithmicY: false, bands: false, zoom, brushes, effect: 0.3, ...marks });
  });

  it('has the axes and its own part of the figure beside it', () => {
    expect(fileView(state, 'target-mean-by-share')).toEqual({ logarithmic: true, logarithmicY: false, bands: false, zoom: zoomBeside, brushes: [], effect: null, ...marks });
  });

  it('is asked for in words of the contract', () => {
    const request = { what: 'figure', figure: state.figure, source: { campaign: 'c' }, format: 'svg', view: fileView(state, state.figure) };
    expect(exportRequestSchema.parse(request)).toMatchObject({ view: { zoom, brushes, bands: false } });
    const wrong = { ...request, view: { ...request.view, brushes: [{ key: 'rmse', numbers: [1, 0], words: [] }] } };
    expect(exportRequestSchema.safeParse(wrong).success).toBe(false);
    expect(exportRequestSchema.parse({ ...request, view: undefined })).toMatchObject({ view: { zoom: null, brushes: [], bands: true } });
  });
});
