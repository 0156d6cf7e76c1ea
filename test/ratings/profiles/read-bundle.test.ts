import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../src-main/ratings/profiles/read-bundle.ts';
import { writeZip, type ZipEntry } from '../zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'poison-lab-read-bundle-'));
const dataset = { userIds: ['1', '2', '3', '4'], itemIds: ['5', '6', '7'], scale: { min: 1, max: 5, step: 1, observed: false } };
const slot = (id: string) => ({ id, config: {} });

const head = {
  format: 'poison-lab attack bundle',
  version: 1,
  run: 'a'.repeat(64),
  label: 'Uniform',
  config: { dataset: 'f', learner: slot('als'), objective: slot('availability'), gradient: null, attack: slot('uniform'), budget: { maliciousShare: 0.5, fillerSize: 2, maxRating: 2 }, seed: 1 },
  dataset: { name: 'small', fingerprint: 'f', users: 4, items: 3, ratings: 9, reference: 'f' },
  profiles: { hash: 'b'.repeat(64), users: 3, ratings: 3 },
  provenance: { application: 'poison-lab 1', kernels: 'plain', revisions: ['attack:uniform@1'] },
};
const table = 'user,item,rating,stars\n1,7,0.5,3.5\n1,5,-2,1\n3,6,0,3\n';

/** A bundle with some of its files replaced; null leaves one out. */
function bundleOf(files: Record<string, string | null> = {}, more: ZipEntry[] = []): string {
  const all = { 'bundle.json': JSON.stringify(head), 'profiles.csv': table, ...files };
  const path = join(folder, 'bundle.zip');
  const entries = Object.entries(all).flatMap(([name, content]) => (content === null ? [] : [{ name, content }]));
  writeZip(path, [...entries, ...more]);
  return path;
}

const open = (path: string) => openBundle(path, () => false);

describe('an attack bundle', () => {
  it('gives its profiles in numbered rows, users without ratings included', async () => {
    const bundle = await open(bundleOf());
    const { profiles, maliciousShare } = await bundle.profiles(dataset);
    bundle.close();
    expect(bundle.head).toEqual(head);
    expect(profiles).toEqual({
      users: 3,
      items: 3,
      rowStart: Int32Array.of(0, 2, 2, 3),
      rowItem: Int32Array.of(0, 2, 1),
      rowValue: Float64Array.of(-2, 0.5, 0),
    });
    expect(maliciousShare).toBe(0.8);
  });

  it('of a later version that measures more is read', async () => {
    const later = { ...head, more: 1, provenance: { ...head.provenance, gpu: 'none' } };
    const bundle = await open(bundleOf({ 'bundle.json': JSON.stringify(later) }));
    bundle.close();
    expect(bundle.head).toEqual(head);
  });

  it.each([
    ['without a manifest', { 'bundle.json': null }, /bundle\.zip: holds no bundle\.json, so it is no attack bundle/],
    ['without profiles', { 'profiles.csv': null }, /holds no profiles\.csv/],
    ['that is no JSON', { 'bundle.json': '{' }, /bundle\.zip\/bundle\.json: is no JSON/],
    ['of another format', { 'bundle.json': JSON.stringify({ ...head, version: 2 }) }, /bundle\.json: version: .* no bundle that this version reads/],
    ['with a bad field', { 'bundle.json': JSON.stringify({ ...head, config: { ...head.config, seed: 'x' } }) }, /config\.seed/],
  ])('%s is refused by file and field', async (_, files, message) => {
    await expect(open(bundleOf(files))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) as string });
  });

  it.each([
    ['a user beyond those it says', { 'profiles.csv': '4,5,1\n' }, /user 4 is none of 1 to 3/],
    ['a user that is no number', { 'profiles.csv': '1x,5,1\n' }, /user 1x is none of 1 to 3/],
    ['a rating that is none', { 'profiles.csv': '1,5,x\n' }, /profiles\.csv, line 1: rating "x"/],
    ['more users than the data has', { 'bundle.json': JSON.stringify({ ...head, profiles: { ...head.profiles, users: 2_000_000_000 } }) }, /2000000000 malicious users, more than the 4 genuine ones/],
  ])('with %s is refused', async (_, files, message) => {
    const bundle = await open(bundleOf(files));
    await expect(bundle.profiles(dataset)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) as string });
    bundle.close();
  });

  it('is read under the rules for strangers’ zips', async () => {
    await expect(open(bundleOf({}, [{ name: '../up', content: 'x' }]))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/unsafe/) as string });
    await expect(open(bundleOf({ 'bundle.json': null }, [{ name: 'bundle.json', content: JSON.stringify(head), crc: 1 }]))).rejects.toMatchObject({ message: expect.stringMatching(/checksum/) as string });
    const plain = join(folder, 'plain.csv');
    writeFileSync(plain, table);
    await expect(open(plain)).rejects.toMatchObject({ message: expect.stringMatching(/plain\.csv: is no zip/) as string });
  });
});
