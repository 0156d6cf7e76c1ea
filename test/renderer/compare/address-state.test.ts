import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompareState } from '../../../src-renderer/views/compare/address-state.ts';
import {
  plainState,
  queryFromState,
  sourceFromQuery,
  stateBeside,
  stateFromQuery,
} from '../../../src-renderer/views/compare/address-state.ts';

type Query = Record<string, string>;

const states: fc.Arbitrary<CompareState> = fc.record({
  figure: fc.constantFrom('rmse-by-share', 'target-mean-by-share', 'p-by-beta'),
  filters: fc.uniqueArray(
    fc.record({
      path: fc.constantFrom('budget.fillerSize', 'learner.id', 'objective.config.targets'),
      values: fc.uniqueArray(fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme' }), fc.array(fc.integer(), { maxLength: 2 })), { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
    }),
    { selector: ({ path }) => path, maxLength: 3 },
  ),
  hidden: fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { maxLength: 4 }),
  baseline: fc.option(fc.stringMatching(/^[a-z0-9-]{1,12}$/)),
  pin: fc.option(fc.constantFrom(0.005, 0.01, 0.07, 1)),
  layout: fc.constantFrom('long' as const, 'by-attack' as const),
  sort: fc.record({
    key: fc.constantFrom('x', 'mean', 'p'),
    direction: fc.constantFrom('ascending' as const, 'descending' as const),
  }),
  logarithmic: fc.boolean(),
  logarithmicY: fc.boolean(),
  bands: fc.boolean(),
  zoom: fc.option(
    fc.constantFrom<CompareState['zoom']>({ x: [0.5, 2], y: [0, 0.1] }, { x: [1, 3], y: [-1.5, 0.25] }),
  ),
  zoomBeside: fc.option(fc.constant<CompareState['zoom']>({ x: [1, 2], y: [0.5, 0.75] })),
  brushes: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('label', 'attack.config.beta', 'rmse'),
      numbers: fc.option(fc.constantFrom<[number, number]>([0.01, 0.05], [-1, 2])),
      words: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), { maxLength: 3 }),
    }),
    { selector: ({ key }) => key, maxLength: 3 },
  ),
  effect: fc.option(fc.constantFrom(0.1, -0.25, 1)),
});

describe('the address of Compare', () => {
  it('gives back every state that was written into it', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(stateFromQuery(queryFromState(state, []) as Query)).toEqual(state);
      }),
    );
  });

  it('is empty for what is shown when nothing is said', () => {
    expect(queryFromState(plainState, [])).toEqual({});
    expect(stateFromQuery({})).toEqual(plainState);
  });

  it('leaves out the figure that the runs are first drawn in, whichever that is, and no other', () => {
    expect(queryFromState({ ...plainState, figure: 'rmse-by-beta' }, [], 'rmse-by-beta')).toEqual({});
    expect(stateFromQuery({}, 'rmse-by-beta').figure).toBe('rmse-by-beta');
    expect(queryFromState(plainState, [], 'rmse-by-beta')).toEqual({ figure: 'rmse-by-share' });
  });

  it('falls back where it cannot be read', () => {
    expect(stateFromQuery({ pin: 'soon', table: 'round', sort: '', axis: 'square' })).toEqual(plainState);
    for (const zoom of ['1:2', '2:1,0:1', '0:1,a:b', '0:1,0:1,0:1', ':1,0:1']) {
      expect(stateFromQuery({ zoom })).toEqual(plainState);
    }
    for (const brush of ['rmse', 'rmse~1:a~', 'rmse~2:1~', '~1:2~', 'rmse~~%', 'rmse~1:2~a~b']) {
      expect(stateFromQuery({ brush })).toEqual(plainState);
    }
    expect(stateFromQuery({ pin: ['0.02', '0.05'], figure: null })).toEqual({ ...plainState, pin: 0.02 });
  });

  it('keeps of a state what fits another figure', () => {
    const state: CompareState = {
      ...plainState,
      ...{ pin: 0.02, effect: 0.1, zoom: { x: [1, 2], y: [0, 1] }, logarithmic: true, hidden: ['a'] },
    };
    expect(stateBeside(state, 'target-mean-by-share')).toMatchObject({ pin: 0.02, effect: null, zoom: null });
    expect(stateBeside(state, 'users-by-rmse')).toMatchObject({ pin: null, effect: 0.1, zoom: null });
    expect({ ...state, ...stateBeside(state, 'convergence') }).toMatchObject({ logarithmic: true, hidden: ['a'] });
  });

  it('keeps the chosen runs through every change', () => {
    const query = queryFromState({ ...plainState, pin: 0.02 }, ['a1', 'b2']) as Query;
    expect(sourceFromQuery(null, query)).toEqual({ runs: ['a1', 'b2'] });
    expect(stateFromQuery(query).pin).toBe(0.02);
  });

  it('compares a campaign before listed runs, and nothing without either', () => {
    expect(sourceFromQuery('Figure 1', { runs: 'a1' })).toEqual({ campaign: 'Figure 1' });
    expect(sourceFromQuery(null, { runs: 'a1,,b2,a1' })).toEqual({ runs: ['a1', 'b2'] });
    expect(sourceFromQuery(null, { runs: ',' })).toBeNull();
  });
});
