import { describe, expect, it } from 'vitest';
import { convergence } from '../../../shared/figures/convergence.ts';
import { rmseByDetectability, targetShiftByDetectability } from '../../../shared/figures/detectability.ts';
import { usersByRmse } from '../../../shared/figures/users-by-effect.ts';
import { shownColumns, spreadWords } from '../../../src-renderer/views/compare/shown-columns.ts';
import { availability, traces, tradeOff } from '../../gallery/invented.ts';

describe('the columns of a table in Compare', () => {
  it('have intervals and n behind their numbers, short heads, and whole words on hover', () => {
    const table = targetShiftByDetectability.table(tradeOff);
    const columns = shownColumns(table);
    expect(columns.map(({ head }) => head)).toEqual(['Malicious, %', 'Users', 'Detectability ± 95 % CI', 'Shift ± 95 % CI (n)', 'Median p, Welch', 'Welch rejects', 'Front']);
    expect(columns[3].title).toBe('Shift of the targets’ mean rating along the goal, stars; with its 95 % interval; (n): finished runs');
    const row = table.rows[0];
    const half = (Number(row.ciHigh) - Number(row.ciLow)) / 2;
    expect(spreadWords(columns[3], row)).toBe(`± ${half.toFixed(3)} (${row.n})`);
    expect(shownColumns(rmseByDetectability.table(tradeOff)).filter(({ head }) => head.startsWith('RMSE'))).toHaveLength(1);
  });

  it('say both ends of an interval whose middle is another number, and which end was not reached', () => {
    const users = usersByRmse.table(availability);
    const needed = shownColumns(users).find(({ column }) => column.key === 'users')!;
    expect(needed.head).toBe('Users (95 % CI)');
    expect(spreadWords(needed, { users: 13, usersLow: null, usersHigh: 17 })).toBe('(… to 17)');
    expect(spreadWords(needed, { users: 13, usersLow: 10, usersHigh: 17 })).toBe('(10 to 17)');
    expect(spreadWords(needed, { users: null, usersLow: null, usersHigh: null })).toBe('');
    const [reached] = shownColumns(convergence.table(traces)).filter(({ column }) => column.key === 'mean');
    expect(spreadWords(reached, { mean: 0.5, ciLow: null, ciHigh: null, n: 1 })).toBe('(1)');
  });
});
