import { describe, expect, it } from 'vitest';
import { verdicts } from '../../shared/domain/claim.ts';
import type { Piece } from '../../shared/domain/report-document.ts';
import type { Provenance, Run } from '../../shared/domain/run.ts';
import type { Uniqueness } from '../../shared/domain/uniqueness.ts';
import { verdictSigns } from '../../shared/figures/drawing/verdict-signs.ts';
import { nodesMarkup } from '../../src-main/reports/html/nodes.ts';
import { judgedClaims, reportedClaims } from '../../src-main/reports/sections/claims.ts';
import { jitter, onSeeds, onTargets, weighted } from '../claims/invented-runs.ts';

const shift = { multiply: 1, add: -3 };
const scale = { min: 1, max: 5, step: 1, observed: false };

function section(runs: readonly Run[], uniqueness = new Map<string, Uniqueness>(), items: (run: Run) => string[] = () => []): string {
  const input = {
    runs: runs.map((run) => ({ run, series: null, provenance: { targets: items(run) } as Provenance, shift, scale })),
    components: [],
  };
  const { verdicts, readings } = reportedClaims([...judgedClaims({ input, uniqueness })]);
  return nodesMarkup([...verdicts, ...readings]).markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

const missed = onTargets(0, -1, {}, (seed) => ({ after: 0.4 + jitter(seed) }));

describe('a verdict in a report', () => {
  const rows = (runs: readonly Run[]) => {
    const found = runs.map((run) => ({ run, series: null, provenance: null, shift, scale }));
    const { verdicts } = reportedClaims([...judgedClaims({ input: { runs: found, components: [] }, uniqueness: new Map() })]);
    return verdicts.flatMap((node) => (node.kind === 'table' ? node.rows : [])).map(([, verdict]) => verdict as Piece[]);
  };

  it('is a sign and its word, in ink alone', () => {
    const cells = rows(missed);
    const told = cells.map(([first]) => nodesMarkup([{ kind: 'paragraph', text: [first] }]).markup.match(/<span class="verdict[^"]*"><svg .*<\/svg>([^<]+)<\/span>/)?.[1]);
    expect([...new Set(told)].sort()).toEqual(['Does not hold', 'Holds', 'Not tested']);
    const drawn = nodesMarkup(cells.map((text) => ({ kind: 'paragraph', text }))).markup;
    const colours = new Set(drawn.match(/#[0-9a-f]{6}/gi));
    expect([...colours].sort()).toEqual(['#15181C', '#FFFFFF']);
  });

  it('has a sign of its own form', () => {
    const forms = verdicts.map((verdict) => JSON.stringify(verdictSigns[verdict]));
    expect(new Set(forms).size).toBe(verdicts.length);
  });
});

describe('the claims of a report', () => {
  it('say why one does not hold, and list every reading of it that was tried with its result', () => {
    const chosen = { id: 'integrity', config: { targets: ['478'], weight: -2 } };
    const words = section([...missed, ...onSeeds({ objective: chosen }, (seed) => ({ after: -0.3 + jitter(seed) }), 10)]);
    expect(words).toContain('Does not hold The interval lies outside the band.');
    expect(words).toMatch(/Readings tried; measured: target mean, shifted units\..* as the paper states it exact .* the interval lies outside the band/);
    expect(words).toMatch(/chosen target 478[^(]*\(not counted\) exact – −0\.29\d* .* 10 holds/);
  });

  it('say of one that was measured and not decided why, and what is run for it', () => {
    const words = section([...missed.slice(0, 4), ...onSeeds({ attack: 'sgld', attackConfig: { beta: 0.3 }, p: 0.4 })]);
    expect(words).toMatch(/Of 25 claims \d are not decided, \d+ are not tested\./);
    expect(words).toContain('npx poison-lab reproduce --profile claims runs what is missing.');
    expect(words).toContain('Not decided 4 of at least 5 seeds.');
    expect(words).toContain('Not decided Measured only under other settings: β = 0.3 (the paper: β = 0.6).');
  });

  it('set the symbols of reasons with subscripts, as all words do', () => {
    const input = { runs: onTargets(1, 5, { attack: 'pga', p: 0.001 }, () => ({})).map((run) => ({ run, series: null, provenance: { targets: [] as string[] } as unknown as Provenance, shift, scale })), components: [] };
    const { verdicts } = reportedClaims([...judgedClaims({ input, uniqueness: new Map() })]);
    expect(nodesMarkup(verdicts).markup).toContain('settings: (μ<sub>1</sub>, μ<sub>2</sub>) = (1, 5)');
  });

  it('name the target that flips one, by its item, and say what depends on the start', () => {
    const runs = [1, 2].flatMap((draw) => onSeeds({ objective: weighted(0, -1, draw) }, (seed) => ({ after: (draw === 1 ? -0.3 : 0.4) + jitter(seed) })));
    const check = { dependence: 0.3, targetDependence: null } as Uniqueness;
    const items = ({ config }: Run) => [JSON.stringify(config).includes('"draw":1') ? '478' : '50'];
    const words = section(runs, new Map([[runs[0].key, check]]), items);
    expect(words).toContain('Flipped by target: holds for item 478; not for item 50.');
    expect(words).toContain('The effect of the one run that was checked depends on the start of training, by 30 % of it.');
  });
});
