import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boughtUsers, shareBuying } from '../../../shared/domain/campaign.ts';
import { profilesReportSchema } from '../../../shared/domain/profiles.ts';
import { readProfiles, type ProfilesInput } from '../../../src-main/ratings/profiles/read-profiles.ts';
import { writeZip } from '../zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'poison-lab-profiles-'));
let files = 0;

function fileOf(text: string | Buffer, name = `profiles-${++files}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Items 10, 20, 30, a, b in the order of a data set with ids that are not all integers; users g1 to g5. */
const dataset = {
  userIds: ['g1', 'g2', 'g3', 'g4', 'g5'],
  itemIds: ['10', '100', '20', '30', 'a'],
  scale: { min: 1, max: 5, step: 1, observed: false },
};

function read(text: string | Buffer, more: Partial<ProfilesInput> = {}) {
  return readProfiles({ path: fileOf(text), labelsPath: null, units: null, dataset, ...more }, () => false);
}

async function refusal(work: Promise<unknown>): Promise<{ message: string; complaint: object }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'bad-input' });
  const { message, complaints } = error as { message: string; complaints: object[] };
  return { message, complaint: complaints[0] };
}

describe('profiles', () => {
  it('are read in stars, with users ascending and items in the columns of the data', async () => {
    const { profiles, report, maliciousShare } = await read('10,a,5\n9,30,3\n9,100,1\n10,10,4\n');
    expect(profiles).toEqual({
      users: 2,
      items: 5,
      rowStart: Int32Array.of(0, 2, 4),
      rowItem: Int32Array.of(1, 3, 0, 4),
      rowValue: Float64Array.of(-2, 0, 1, 2),
    });
    expect(profilesReportSchema.parse(report)).toEqual({
      rows: 4,
      kept: 4,
      droppedByReason: {},
      units: 'stars',
      fewest: 2,
      most: 2,
      notes: ["Ratings were read as stars of the data's scale 1:5:1."],
    });
    expect(maliciousShare).toBe(0.4);
    expect(boughtUsers({ maliciousShare: 0.4 }, 5)).toBe(2);
  });

  it.each([
    ['a header in any order', 'Rating;movieId;user_id;when\n5;a;9;12:00\n'],
    ['tabs and a timestamp', '9\ta\t5\t881250949\n'],
    ['quotes and a byte order mark', '\ufeff"9","a",5\r\n'],
    ['colons', '9::a::5\n'],
  ])('may have %s', async (_, text) => {
    const { profiles } = await read(text);
    expect([...profiles.rowItem, ...profiles.rowValue]).toEqual([4, 2]);
  });

  it('of our own export keep every bit of their shifted ratings', async () => {
    const values = [0.1 + 0.2, -1.9999999999999998, 2, -0, 5e-324];
    const rows = values.map((value, at) => `1,${dataset.itemIds[at]},${value},${value + 3}`);
    const { profiles, report } = await read(`user,item,rating,stars\n${rows.join('\n')}\n`);
    expect([...profiles.rowValue]).toEqual([0.1 + 0.2, -1.9999999999999998, 2, 0, 5e-324]);
    expect(Object.is(profiles.rowValue[3], 0)).toBe(true);
    expect(report).toMatchObject({
      units: 'shifted',
      notes: [
        'Ratings were read as shifted units, in which the data span -2 to 2.',
        '1 of 5 ratings lie between the steps of the genuine scale 1:5:1, where no genuine rating is.',
      ],
    });
  });

  it('off the scale stay as they are, and the report says so', async () => {
    const { profiles, report } = await read('1,a,7\n1,10,0\n1,20,3.5\n1,30,5\n');
    expect([...profiles.rowValue]).toEqual([-3, 0.5, 2, 4]);
    expect(report.notes[1]).toBe(
      '2 of 4 ratings lie outside the genuine scale 1:5:1 (from 0 to 7 stars); they are kept as they are. ' +
        'If the file is in shifted units, say so and import it again.',
    );
    expect(report.notes[2]).toMatch(/^1 of 4 ratings lie between the steps/);
    const shifted = await read('1,a,2\n1,10,-2\n', { units: 'shifted' });
    expect([...shifted.profiles.rowValue]).toEqual([-2, 2]);
    expect(shifted.report.notes).toHaveLength(1);
    const stars = await read('user,item,rating,stars\n1,a,2,5\n', { units: 'stars' });
    expect([...stars.profiles.rowValue]).toEqual([-1]);
  });

  it('lose unknown items, duplicates and users of whom nothing is left, each counted and said', async () => {
    const { profiles, report } = await read('1,a,5\n1,x,5\n2,x,1\n2,y,2\n1,a,1\n1,10,3\n');
    expect([...profiles.rowItem, ...profiles.rowValue]).toEqual([0, 4, 0, -2]);
    expect(report).toMatchObject({
      rows: 6,
      kept: 2,
      droppedByReason: { 'item is not in the data set': 3, 'duplicate of a later rating': 1 },
    });
    expect(report.notes.slice(1)).toEqual([
      '3 ratings of 2 items that the data set does not have left out: items x, y.',
      '1 rating left out for a later one of the same user and item.',
      '1 malicious user left out, of whom no rating remained.',
    ]);
  });

  it('with ids of genuine users are malicious users of their own, and more of them than genuine ones are said to be too many', async () => {
    const { report } = await read('g1,a,5\nf,a,5\n');
    expect(report.notes[1]).toMatch(/^1 user with the id of a genuine user.*: user g1\. If the file holds genuine users too, give labels\.$/);
    const many = await read(Array.from({ length: 6 }, (_, user) => `f${user},a,5\n`).join(''));
    expect(many.report.notes[1]).toMatch(/^The profiles are more than the 5 genuine users/);
    expect(many.maliciousShare).toBeNull();
  });
});

describe('labels', () => {
  const ratings = 'u1,a,5\nu2,a,1\nu3,a,2\n';

  it('choose the malicious users, from a column or a file of their own', async () => {
    const column = await read('user,item,rating,label\nu1,a,5,0\nu2,a,1,1\nu3,a,2,1\n');
    const files = ['u1,0\nu2,1\nu3,1\n', 'userId;is_fake\nu1;false\nu2;TRUE\nu3;yes\n', 'u2\nu3\n', 'user\nu2\nu3\n'];
    const separate = await Promise.all(files.map((labels) => read(ratings, { labelsPath: fileOf(labels) })));
    for (const { profiles } of [column, ...separate]) expect([profiles.users, ...profiles.rowValue]).toEqual([2, -2, -1]);
    expect(column.report.droppedByReason).toEqual({ 'user is labelled genuine': 1 });
    expect(separate[2].report.droppedByReason).toEqual({ 'user has no label': 1 });
  });

  it('without ratings, and ratings without labels, are said', async () => {
    const { report } = await read(ratings, { labelsPath: fileOf('u1,1\nv1,1\nv2,0\n') });
    expect(report.notes.slice(1)).toEqual(['2 labels without ratings: users v1, v2.', '2 users without a label left out: users u2, u3.']);
  });

  it.each([
    ['u1,1\nu2,perhaps\n', 2, /label "perhaps" of user u2 says neither malicious \(1\) nor genuine \(0\)/],
    ['u1,1\nu2,0\nu1,0\n', 3, /user u1 is labelled both malicious and genuine/],
    ['u1,1\nu2\n', 2, /has 1 columns where 2 are needed/],
    ['u1,1\n,1\n', 2, /empty user id/],
  ])('that make no sense are refused by line: %j', async (labels, line, message) => {
    const path = fileOf(labels, `labels-${line}.csv`);
    const refused = await refusal(read(ratings, { labelsPath: path }));
    expect(refused.message).toMatch(message);
    expect(refused.complaint).toMatchObject({ file: `labels-${line}.csv`, line });
  });

  it('in a column that make no sense are refused by line', async () => {
    const refused = await refusal(read('user,item,rating,label\nu1,a,5,0\nu1,10,5,1\n'));
    expect(refused.complaint).toMatchObject({ line: 3, message: 'user u1 is labelled both malicious and genuine' });
  });
});

describe('a file that is no profiles', () => {
  it.each([
    ['1,a,5\n1,10,many\n', 2, /rating "many" is no finite number/],
    ['1,a,5\n1,10\n', 2, /has 2 columns/],
    ['1,a,5\n1,10,NaN\n', 2, /"NaN"/],
    ['1,a,5\n,10,3\n', 2, /empty user or item id/],
    ['1,a,5\n"1"x,10,3\n', 2, /quote in the wrong place/],
    ['1,a,5\n1,b\u0000,3\n', 2, /NUL/],
    [Buffer.from([0x31, 0x2c, 0x61, 0x2c, 0x35, 10, 0xc3, 0x28, 10]), 2, /not UTF-8/],
  ])('is refused by file and line: %j', async (text, line, message) => {
    const refused = await refusal(read(text));
    expect(refused.complaint).toMatchObject({ file: `profiles-${files}.csv`, line, message: expect.stringMatching(message) as string });
  });

  it('is refused when nothing is left, missing, or a zip', async () => {
    expect((await refusal(read('user,item,rating\n'))).message).toMatch(/holds no rating/);
    expect((await refusal(read('u1,x,5\n'))).message).toMatch(/no malicious rating for this data set: 1 of items that the data set does not have/);
    expect((await refusal(read('', { path: join(folder, 'absent.csv') }))).message).toMatch(/no such file/);
    const zip = join(folder, 'profiles.zip');
    writeZip(zip, [{ name: 'a.csv', content: '1,a,5\n' }]);
    expect((await refusal(read('', { path: zip }))).message).toMatch(/profiles\.zip: is a zip; name the table itself/);
  });
});

describe('the share that buys', () => {
  it('a number of users is short and exact, for every number', () => {
    for (const users of [1, 7, 60, 943, 6040, 138493]) {
      for (let malicious = 0; malicious <= users; malicious += 1 + Math.floor(users / 500)) {
        const share = shareBuying(malicious, users);
        expect(boughtUsers({ maliciousShare: share as number }, users)).toBe(malicious);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(shareBuying(users + 1, users)).toBeNull();
    }
    expect(shareBuying(47, 943)).toBe(0.05);
  });
});
