import { describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/contract.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { createDispatcher, type ContractHandlers } from '../../src-main/service/dispatcher.ts';

/** Handlers that refuse every call, with some replaced. */
function handlersWith(replaced: Record<string, (input: never) => unknown>): ContractHandlers {
  const refuse = () => {
    throw new Error('not part of this test');
  };
  const areas = Object.entries(contract).map(([area, procedures]) => [
    area,
    Object.fromEntries(Object.keys(procedures).map((name) => [name, replaced[`${area}.${name}`] ?? refuse])),
  ]);
  return Object.fromEntries(areas) as ContractHandlers;
}

async function errorOf(work: Promise<unknown>): Promise<LabError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}

describe('dispatcher', () => {
  it('hands the handler its parsed input with defaults filled in, and answers what it returns', async () => {
    let received: unknown;
    const { call } = createDispatcher(
      handlersWith({
        'datasets.list': (input) => {
          received = input;
          return { datasets: [] };
        },
      }),
    );
    expect(await call('datasets.list', {})).toEqual({ datasets: [] });
    expect(received).toEqual({ deleted: false });
  });

  it('refuses unknown fields with the nearest known one, before the handler', async () => {
    let called = false;
    const { call } = createDispatcher(handlersWith({ 'runs.list': () => (called = true) }));
    const error = await errorOf(call('runs.list', { campain: 'x' }));
    expect(error.code).toBe('bad-input');
    expect(error.complaints).toEqual([
      { path: 'campain', message: 'unknown field "campain". Did you mean "campaign"?' },
    ]);
    expect(called).toBe(false);
  });

  it('names every wrong field with its dotted path, also inside unions', async () => {
    const { call } = createDispatcher(handlersWith({}));
    const error = await errorOf(
      call('datasets.import', { fileId: 1, importId: 'a', options: { minRatings: -1, duplicate: 'first' } }),
    );
    expect(error.complaints.map(({ path }) => path)).toEqual([
      'fileId',
      'options.minRatings',
      'options.duplicate',
    ]);
    expect(error.complaints[0].message).toBe('Must be a text.');
    expect(error.complaints[1].message).toMatch(/^Must be at least \d+\.$/);
    expect(error.complaints[2].message).toContain('"duplicates"');
    const unnamed = await errorOf(call('runs.annotate', { runs: ['a'], addTags: [''] }));
    expect(unnamed.complaints[0].message).toBe('A tag needs at least one character.');
    const drawn = {
      what: 'figure',
      figure: 'x',
      source: { campaign: 'c' },
      format: 'svg',
      options: { widhtMm: 3 },
    };
    expect((await errorOf(call('reports.export', drawn))).complaints[0]).toEqual({
      path: 'options.widhtMm',
      message: 'unknown field "widhtMm". Did you mean "widthMm"?',
    });
  });

  it('names the nearest procedure', async () => {
    const { call } = createDispatcher(handlersWith({}));
    const error = await errorOf(call('run.list', {}));
    expect(error.code).toBe('not-found');
    expect(error.message).toContain('"runs.list"');
    expect((await errorOf(call('__proto__', {}))).code).toBe('not-found');
  });

  it('passes a LabError on as it is and turns everything else into one', async () => {
    const thrown = new LabError('conflict', 'the name is taken', [{ message: 'taken', path: 'name' }]);
    const throwIt = (error: unknown) => () => {
      throw error;
    };
    const { call } = createDispatcher(
      handlersWith({ 'runs.list': throwIt(thrown), 'queue.state': throwIt(new TypeError('x is undefined')) }),
    );
    expect(await errorOf(call('runs.list', {}))).toBe(thrown);
    expect(await errorOf(call('queue.state', {}))).toMatchObject({
      code: 'failed',
      message: 'x is undefined',
    });
  });

  it('does not let an answer outside the contract out', async () => {
    const { call } = createDispatcher(
      handlersWith({ 'datasets.list': () => ({ datasets: [], path: '/home/someone' }) }),
    );
    const error = await errorOf(call('datasets.list', {}));
    expect(error.code).toBe('failed');
    expect(error.message).toContain('datasets.list');
  });

  it('lets differences through JSON in which one run lacks a field that the other has', async () => {
    const differences = [{ path: 'attack.config.beta', left: undefined, right: 0.6 }];
    const { call } = createDispatcher(handlersWith({ 'runs.diff': () => ({ differences }) }));
    const answer: unknown = JSON.parse(JSON.stringify(await call('runs.diff', { runs: ['a', 'b'] })));
    expect(contract.runs.diff.output.parse(answer)).toEqual({ differences: [{ path: 'attack.config.beta', right: 0.6 }] });
  });
});
