import { describe, expect, it } from 'vitest';
import { rmseByShare } from '../../../shared/figures/rmse-by-share.ts';
import { sharedLegend } from '../../../src-renderer/views/compare/shared-legend.ts';
import { availability, manySeries } from '../../gallery/invented.ts';

const drawn = (input: typeof manySeries, hidden: readonly string[] = []) => rmseByShare.chart(rmseByShare.table(input), 'light', { hidden }).data.drawing;
const many = drawn(manySeries);
const names = many.entries.map(({ series }) => series);

describe('the legend of figures side by side', () => {
  it('has every line of both once, in the order of the first', () => {
    const [first, second] = [drawn(manySeries, names.slice(0, 2)), drawn(manySeries, names.slice(-2))];
    const legend = sharedLegend([first, second], []);
    expect(legend?.entries.map(({ series }) => series)).toEqual([...names.slice(2), ...names.slice(0, 2)]);
  });

  it('leaves lines alone that are labelled at their ends, and stands nowhere without others', () => {
    expect(sharedLegend([many, drawn(availability)], [])?.entries).toEqual(many.entries);
    expect(sharedLegend([drawn(availability)], [])).toBeNull();
    expect(sharedLegend([], [])).toBeNull();
  });

  it('is not needed where all its lines are listed already', () => {
    expect(sharedLegend([many], names)).toBeNull();
    expect(sharedLegend([many], names.slice(1))?.entries).toEqual(many.entries);
  });
});
