import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceTable } from '../../../shared/figures/difference-table.ts';
import { figureDefinitions } from '../../../shared/figures/list.ts';
import { otherReadOut } from '../../../src-renderer/views/compare/other-read-out.ts';
import { pairReadings, placesOf, readOut, shownPairs } from '../../../src-renderer/views/compare/read-out.ts';
import { kindOf } from '../../../src-renderer/views/compare/offered-figures.ts';
import { figureRun } from '../../figures/figure-runs.ts';

const wishes = fc.record({
  attack: fc.constantFrom('pga', 'sgld', 'uniform'),
  share: fc.constantFrom(0.01, 0.02, 0.05),
  seed: fc.integer({ min: 1, max: 4 }),
  rmse: fc.double({ min: 0.01, max: 1, noNaN: true }),
  after: fc.double({ min: -2, max: 2, noNaN: true }),
  before: fc.constant(0.8),
  standOut: fc.double({ min: -3, max: 3, noNaN: true }),
  learner: fc.constantFrom(4, 8).map((rank) => ({ id: 'als', config: { rank, lambdaUsers: 5, lambdaItems: 5 } })),
  rmseTrace: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
});

/** Random runs, each configuration and seed once, as the store has them. */
const runs = fc
  .uniqueArray(wishes, {
    minLength: 2,
    maxLength: 40,
    selector: ({ attack, share, seed, learner }) => [attack, share, seed, learner.config.rank].join(),
  })
  .map((made) => made.map((wish) => figureRun(wish)));

describe('hiding a group', () => {
  it.each(figureDefinitions.map((figure) => [figure.id, figure] as const))('changes no other number of %s, whatever the runs', (id, figure) => {
    fc.assert(
      fc.property(runs, fc.infiniteStream(fc.boolean()), fc.nat(), (made, coins, at) => {
        const table = figure.table({ runs: made });
        const series = [...new Set(table.rows.map((row) => String(row.series)))];
        const hidden = series.filter(() => coins.next().value === true);
        const places = placesOf(table);
        const place = places.length === 0 ? null : places[at % places.length];
        if (kindOf(id).kind === 'lines') {
          if (place !== null) {
            const left = readOut(table, place, []).filter((one) => !hidden.includes(one.series));
            expect(readOut(table, place, hidden)).toEqual(left);
          }
          const pairs = pairReadings(differenceTable({ runs: made }, id));
          if (place !== null) {
            const left = shownPairs(pairs, place, []).filter((one) => ![one.left, one.right].some((end) => hidden.includes(end)));
            expect(shownPairs(pairs, place, hidden)).toEqual(left);
          }
        } else {
          const entries = (away: readonly string[]) => otherReadOut(table, place, away).flatMap((part) => part.entries);
          expect(entries(hidden)).toEqual(entries([]).filter((one) => !hidden.includes(one.series)));
        }
        const drawn = figure.chart(table, 'light', { hidden }).data;
        const whole = figure.chart(table, 'light').data.datasets.filter((one) => !hidden.includes(one.series));
        expect(drawn.datasets.map(({ series: name, data }) => ({ name, data }))).toEqual(whole.map(({ series: name, data }) => ({ name, data })));
        // Where bands are left out of many lines, each is that of the line in front.
        for (const { series: highlighted, band } of drawn.datasets) {
          const inFront = figure.chart(table, 'light', { highlighted }).data.datasets.find((one) => one.series === highlighted);
          expect(band).toEqual(drawn.drawing.leftOut == null ? inFront?.band : []);
        }
      }),
      { numRuns: 30 },
    );
  });
});
