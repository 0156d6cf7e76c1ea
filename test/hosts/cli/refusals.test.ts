import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  contentHash,
  smallCampaign,
  smallCsv,
  temporaryFolder,
  writeSmallCsv,
} from '../../service/temp-library.ts';
import { cliHere as cli } from './cli-here.ts';
import { document } from './cli-process.ts';

const home = join(temporaryFolder(), 'library');
const folder = temporaryFolder();
let before: string;

/** A file with the given content, beside the others. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

beforeAll(async () => {
  await cli(home, 'import', writeSmallCsv(folder));
  before = await contentHash(home);
});

describe('bad files end with 2, name file and line, and leave the library as it was', () => {
  const cases: [string, () => string, RegExp[], string[]?][] = [
    ['a rating that is no number', () => file('a.csv', smallCsv({ 40: '3,7,good' })), [/a\.csv/, /line 40/]],
    ['an infinite rating', () => file('b.csv', smallCsv({ 12: '3,7,Infinity' })), [/b\.csv/, /line 12/]],
    ['NaN', () => file('c.csv', smallCsv({ 2: '3,7,NaN' })), [/c\.csv/, /line 2\b/]],
    [
      'a rating off the declared scale',
      () => file('d.csv', smallCsv({ 9: '3,7,6' })),
      [/d\.csv/, /line 9/],
      ['--scale', '1:5:1'],
    ],
    [
      'a pair that is rated twice',
      () => file('e.csv', 'user,item,rating\n1,1,3\n1,2,4\n1,1,5\n'),
      [/e\.csv/, /line 4/],
    ],
    ['a row with too few columns', () => file('f.csv', smallCsv({ 100: '3,7' })), [/f\.csv/, /line 100/]],
    ['a NUL byte', () => file('g.csv', smallCsv({ 7: '3,7,\u0000' })), [/g\.csv/]],
    ['UTF-16', () => file('h.csv', Buffer.from(smallCsv(), 'utf16le')), [/h\.csv/]],
    [
      'bytes that are not UTF-8',
      () => file('i.csv', Buffer.concat([Buffer.from(smallCsv()), Buffer.from([0xff, 0xfe, 0x41])])),
      [/i\.csv/],
    ],
    ['no rating row', () => file('j.csv', 'user,item,rating\n'), [/j\.csv/]],
    ['an empty file', () => file('k.csv', ''), [/k\.csv/]],
    ['a missing file', () => join(folder, 'missing.zip'), [/missing\.zip/]],
    ['a zip that is none', () => file('l.zip', 'PK\u0003\u0004 not really'), [/l\.zip/]],
    ['a truncated zip', () => file('m.zip', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0])), [/m\.zip/]],
    [
      'a folder of unknown layout',
      () => (mkdirSync(join(folder, 'odd'), { recursive: true }), join(folder, 'odd')),
      [/odd/],
    ],
    ['no user with enough ratings', () => file('n.csv', smallCsv()), [/n\.csv/], ['--min-ratings', '5000']],
  ];
  it.each(cases)('%s', async (_, make, patterns, options = []) => {
    const end = await cli(home, 'import', make(), ...options, '--json');
    expect(end.code, end.stderr).toBe(2);
    const { error } = document(end) as { error: { code: string; message: string } };
    expect(error.code).toBe('bad-input');
    for (const pattern of patterns) expect(error.message).toMatch(pattern);
    expect(end.stderr).toContain(basename(error.message.split(',')[0].split(':')[0]).slice(0, 5));
    expect(await contentHash(home)).toBe(before);
  });

  it('a name that another data set has', async () => {
    const end = await cli(
      home,
      'import',
      file('other.csv', smallCsv({ 3: '1,1,5' })),
      '--name',
      'small',
      '--duplicates',
      'last',
    );
    expect(end.code).toBe(2);
    expect(end.stderr).toContain('small');
    expect(await contentHash(home)).toBe(before);
  });
});

describe('bad campaigns', () => {
  const text = (changes: object) => JSON.stringify({ ...smallCampaign(), ...changes }, null, 2);
  const cases: [string, () => string, RegExp[]][] = [
    ['broken JSON', () => file('broken.json', '{\n  "schema": 1,\n  "name": \n}'), [/broken\.json:4/]],
    [
      'a field that appears twice',
      () => file('twice.json', '{\n "schema": 1,\n "schema": 1}'),
      [/twice\.json:3/, /twice/],
    ],
    ['an unknown field', () => file('field.json', text({ budgets: {} })), [/field\.json:\d+/, /"budget"/]],
    [
      'an unknown data set',
      () => file('dataset.json', text({ dataset: 'smal' })),
      [/dataset\.json:4: dataset/, /"small"/],
    ],
    [
      'an unknown attack',
      () => file('attack.json', text({ attack: { id: 'pgaa', config: {} }, sweep: [] })),
      [/attack\.id/, /"pga"/],
    ],
    [
      'a misspelt option of an attack',
      () => file('option.json', text({ attack: { id: 'pga', config: { iteration: 3 } }, sweep: [] })),
      [/attack\.config\.iteration/, /"iterations"/],
    ],
    [
      'more items per user than there are',
      () => file('filler.json', text({ budget: { maliciousShare: 0.1, fillerSize: 81, maxRating: 2 } })),
      [/budget\.fillerSize/, /80/],
    ],
    [
      'a share above 1',
      () => file('share.json', text({ budget: { maliciousShare: 1.5, fillerSize: 8, maxRating: 2 } })),
      [/budget\.maliciousShare/],
    ],
    [
      'a target that is no item',
      () => file('target.json', text({ objective: { id: 'integrity', config: { targets: ['9999'] } } })),
      [/targets/, /9999/],
    ],
    ['a newer schema', () => file('schema.json', text({ schema: 2 })), [/schema\.json:2: schema/]],
  ];
  it.each(cases)('%s ends check and run with 2, at its place', async (_, make, patterns) => {
    const path = make();
    for (const command of ['check', 'run']) {
      const end = await cli(home, command, path);
      expect(end.code, `${command}: ${end.stdout}${end.stderr}`).toBe(2);
      for (const pattern of patterns) expect(end.stderr).toMatch(pattern);
    }
    expect(await contentHash(home)).toBe(before);
  });

  it('prints the document of a check with errors', async () => {
    const end = await cli(home, 'check', file('checked.json', text({ seed: -1 })), '--json');
    expect(end.code).toBe(2);
    expect((document(end).errors as { path: string }[]).map(({ path }) => path)).toEqual(['seed']);
  });
});

describe('bad usage ends with 2 and the nearest known name', () => {
  const cases: [string[], RegExp][] = [
    [[], /Usage: poison-lab/],
    [['--threads', '1'], /Usage: poison-lab[^]*Name a command\./],
    [['export'], /Usage: poison-lab export[^]*Name a command\./],
    [['imprt', 'x'], /import/],
    [['runs', '--campain', 'x'], /--campaign/],
    [['runs', '--campaign', 'First lok'], /"First look"/],
    [['profile', 'smal'], /"small"/],
    [['items', 'small', '--learner', '{"id":"ales"}'], /"als"/],
    [['items', 'small', '--learner', '{"id":"als","config":{"rnk":3}}'], /"rank"/],
    [['items', 'small', '--learner', 'als'], /JSON/],
    [['components', 'atack'], /"attack"/],
    [['import', 'x.csv', '--duplicates', 'frist'], /"first"/],
    [['import', 'x.csv', '--scale', '1-5'], /MIN:MAX:STEP/],
    [['import', 'x.csv', '--min-ratings', '2.5'], /whole number/],
    [['check', 'first-lok'], /"first-look"/],
    [['show', 'abcdef0'], /abcdef0/],
    [['show', 'xyz'], /7 or more/],
    [['delete', 'smal'], /smal/],
    [['restore', 'small'], /small/],
    [['figure', 'rmse-by-shar', '--campaign', 'First look', '--to', 'f.svg'], /"rmse-by-share"/],
    [['figure', 'rmse-along-budget.fillersize', '--campaign', 'First look', '--to', 'f.svg'], /rmse-along-budget\.fillersize/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.gif'], /\.svg/],
    [['figure', 'rmse-by-share', '--to', 'f.svg'], /--campaign/],
    [['figure', 'rmse-by-share', '--campaign', 'First look'], /--to/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.svg', '--zoom', '2:1,0:1'], /X1 must be above X0/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.svg', '--zoom', '1:2'], /X0:X1,Y0:Y1/],
    [['figure', 'parallel-coordinates', '--campaign', 'First look', '--to', 'f.svg', '--brush', 'rmse'], /COLUMN=FROM:TO/],
    [['figure', 'parallel-coordinates', '--campaign', 'First look', '--to', 'f.svg', '--brush', 'rmse=1:0'], /below FROM/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.svg', '--log', 'z'], /x, y, xy/],
    [['figure', 'users-by-rmse', '--campaign', 'First look', '--to', 'f.svg', '--effect', 'much'], /number/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.svg', '--pin', '0.03'], /The places are 0\.01, 0\.02, 0\.05/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.svg', '--baseline', 'sgdl'], /The series are/],
    [['figure', 'rmse-by-share', '--campaign', 'First look', '--to', '/nowhere/f.svg'], /folder/],
    [
      ['figure', 'rmse-by-share', '--campaign', 'First look', '--to', 'f.svg', '--width-mm', '3'],
      /20 to 1000/,
    ],
    [['report', '--runs', 'a,,b', '--to', 'r.html'], /commas/],
    [['datasets', '--threads', '0'], /1 to 256/],
    [['datasets', '--kernels', 'plane'], /"plain"/],
    [['datasets', 'extra'], /argument/],
    [['open', '--port', '70000'], /65535/],
  ];
  it.each(cases)('%j', async (args, pattern) => {
    const end = await cli(home, ...args);
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(pattern);
    expect(end.stdout).toBe('');
  });

  it('a library folder that is a file', async () => {
    const end = await cli(file('no-folder', ''), 'datasets');
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(/is a file/);
  });

  it('also as a document', async () => {
    const { error } = document(await cli(home, 'runs', '--campain', 'x', '--json')) as {
      error: { code: string };
    };
    expect(error.code).toBe('bad-input');
  });

  it('and changes nothing', async () => {
    expect(await contentHash(home)).toBe(before);
  });
});
