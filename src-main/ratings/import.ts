import { extname } from 'node:path';
import type { ImportOptions, ImportReport, RatingScale } from '../../shared/domain/dataset.ts';
import type { ColumnMemory } from '../numeric/column-kernel/column-memory.ts';
import { threadsAllowed } from '../numeric/kernels/allowance.ts';
import { assembleRatings, type AssembledRatings } from './assemble.ts';
import { numbersOf, type NumberList } from './distinct-values.ts';
import { differences } from './filters.ts';
import { startFingerprintThread, type FingerprintThread } from './fingerprint-thread.ts';
import { finishInCache } from './finish-in-cache.ts';
import { locateSplit } from './published-split.ts';
import type { PublishedSplit, RatingsDataset } from './ratings-dataset.ts';
import { badFile } from './reading/bad-input.ts';
import { recognizeLayout, releaseOf, type RecognizedLayout } from './reading/layouts.ts';
import { largeFile, readRatings, type RatingRules, type RatingsRead } from './reading/rating-reader.ts';
import { openSource } from './reading/open-source.ts';
import type { Source } from './reading/source.ts';
import { readTitles, type ItemTitle } from './reading/title-reader.ts';
import { checkScale, observedScale, type DeclaredScale } from './scale.ts';
import { shiftOf, shiftedFromStars } from './shift.ts';
import { filterUnfinished, finishDataset, type UnfinishedDataset } from './subset.ts';

/** What an import says of itself, every megabyte or so. */
export interface ImportProgress {
  /** Plain words: "reading ratings", "reading titles", "sorting". */
  phase: string;
  /** Bytes of the file in work, unpacked, and how many it has. */
  bytes: number;
  totalBytes: number;
  /** Rating rows read so far. */
  rows: number;
}

/** How an import speaks to whoever runs it. */
export interface ImportHooks {
  progress(progress: ImportProgress): void;
  /** Polled with every chunk; once true, the import throws LabError('cancelled'). */
  cancelled(): boolean;
}

/** What to import. */
export interface ImportInput {
  /** A GroupLens zip or its folder, or a CSV/TSV file of `user,item,rating[,timestamp]`. */
  path: string;
  options: ImportOptions;
}

/**
 * Reads a data set, told by its layout, in streams and bounded memory (below 60 bytes a rating). Nothing is
 * left out silently: a bad row, duplicate or rating off the scale is an error unless the options ask for a
 * choice, and then counted in the report, where rows = kept + dropped.
 * @param twoThreadsFrom as for `readRatings`
 * @throws LabError bad-input naming file and line and what to do; 'cancelled'.
 */
export async function importRatings(
  input: ImportInput,
  hooks: ImportHooks,
  twoThreadsFrom = largeFile,
): Promise<RatingsDataset> {
  const { dataset, room } = await readDataset(input, hooks, twoThreadsFrom);
  return finishDataset(dataset, room);
}

/**
 * As {@link importRatings}, and writes the cache of the data set too: both take about as long as the longer of them
 * where a second thread is allowed. The file is the same then, and is whole or absent.
 * @param pathOf where the cache of a data set goes, by its fingerprint, in one folder for all
 * @throws LabError as `importRatings`; 'failed' where the second thread dies. What the system says of the file.
 */
export async function importIntoCache(
  input: ImportInput,
  pathOf: (fingerprint: string) => string,
  hooks: ImportHooks,
  twoThreadsFrom = largeFile,
): Promise<RatingsDataset> {
  let thread: FingerprintThread | null = null;
  // So early that it is up when sorting by row, for which this thread suffices, is done.
  const whenNearlyRead = (bytes: number): void => {
    if (bytes >= twoThreadsFrom && threadsAllowed() > 1) thread = startFingerprintThread();
  };
  try {
    const { dataset, ...known } = await readDataset(input, hooks, twoThreadsFrom, whenNearlyRead);
    return await finishInCache(dataset, pathOf, { ...known, thread });
  } finally {
    await (thread as FingerprintThread | null)?.end();
  }
}

/**
 * What a file holds, the memory that it lies in where a kernel can use that, and how many ratings each item has where
 * that is known.
 * @param whenNearlyRead is told the size of the table of ratings in bytes, once, when most of it has been read
 */
async function readDataset(
  { path, options }: ImportInput,
  hooks: ImportHooks,
  twoThreadsFrom: number,
  whenNearlyRead: (bytes: number) => void = () => {},
): Promise<{ dataset: UnfinishedDataset; room?: ColumnMemory; itemCounts?: Int32Array }> {
  const declared = options.scale ? checkScale(options.scale) : null;
  const source = await openSource(path);
  try {
    const layout = recognizeLayout(source);
    const rules = { scale: declared ?? layout.scale, badRows: options.badRows };
    const label = layout.ratings.file.label;
    let isNearlyRead = false;
    const reading: ImportHooks = {
      ...hooks,
      progress(progress) {
        hooks.progress(progress);
        if (isNearlyRead || progress.bytes < nearly * progress.totalBytes) return;
        isNearlyRead = true;
        whenNearlyRead(progress.totalBytes);
      },
    };
    const { rows, read, badByReason } = await readRatingFile(layout.ratings, rules, reading, twoThreadsFrom);
    if (rows.user.length === 0) throw badFile(label, 'holds no good rating; every row was left out');
    const scale = scaleOf(rules.scale, rows.stars, label);
    hooks.progress({ phase: 'sorting', bytes: 0, totalBytes: 0, rows: read });
    const assembled = assembleRatings(rows, options.duplicates, label);
    const titles = await readTitleFile(layout, options, hooks);
    const u1 = layout.u1 ? await readSplit(layout.u1, layout, rules, assembled, hooks) : null;
    const name = options.name ?? nameOf(source);
    const whole = {
      name,
      layout: releaseOf(layout.family, read),
      ...describeContent(assembled, scale, titles),
      report: reportOf(assembled, read, badByReason),
      ...(u1 ? { u1 } : {}),
    };
    const { minRatings, topUsers, topItems } = options;
    const kept = filterUnfinished(whole, { minRatings, topUsers, topItems });
    if (kept.ratings.rowItem.length > 0)
      return { dataset: kept, ...(rows.room ? { room: rows.room } : {}), ...(kept === whole ? { itemCounts: assembled.itemCounts } : {}) };
    throw badFile(
      source.name,
      `no rating is left after the filters (at least ${minRatings} ratings per user); lower them`,
    );
  } finally {
    source.close();
  }
}

/** A thread that is started then is up in time. */
const nearly = 0.9;

function readRatingFile(
  { file, format }: RecognizedLayout['ratings'],
  rules: RatingRules,
  hooks: ImportHooks,
  twoThreadsFrom = largeFile,
): Promise<RatingsRead> {
  const progress = (bytes: number, rows: number): void =>
    hooks.progress({ phase: 'reading ratings', bytes, totalBytes: file.bytes, rows });
  return readRatings(file, format, rules, { progress, cancelled: hooks.cancelled }, twoThreadsFrom);
}

async function readTitleFile(
  { titles }: RecognizedLayout,
  options: ImportOptions,
  hooks: ImportHooks,
): Promise<Map<string, ItemTitle>> {
  if (!titles) return new Map();
  const { file, format } = titles;
  const progress = (bytes: number): void =>
    hooks.progress({ phase: 'reading titles', bytes, totalBytes: file.bytes, rows: 0 });
  return readTitles(file, format, options.badRows, { progress, cancelled: hooks.cancelled });
}

async function readSplit(
  u1: NonNullable<RecognizedLayout['u1']>,
  layout: RecognizedLayout,
  rules: RatingRules,
  assembled: AssembledRatings,
  hooks: ImportHooks,
): Promise<PublishedSplit | null> {
  const { format } = layout.ratings;
  const base = await readRatingFile({ file: u1.base, format }, { ...rules, badRows: 'skip' }, hooks);
  const test = await readRatingFile({ file: u1.test, format }, { ...rules, badRows: 'skip' }, hooks);
  const stars = numbersOf(assembled.stars);
  return locateSplit({ ...assembled.pattern, rowValue: stars }, assembled, base.rows, test.rows);
}

function scaleOf(declared: DeclaredScale | null, stars: NumberList, file: string): RatingScale {
  if (declared) return { ...declared, observed: false };
  const observed = observedScale(stars);
  if (observed) return observed;
  const [first] = stars instanceof Float64Array ? stars : stars.distinct;
  throw badFile(file, `every rating is ${first}, which shows no scale; declare it as MIN:MAX:STEP`);
}

/** Takes the ratings over: stars become shifted units. */
function describeContent(
  { userIds, itemIds, pattern, itemCounts, stars }: AssembledRatings,
  scale: RatingScale,
  titles: Map<string, ItemTitle>,
): Omit<UnfinishedDataset, 'name' | 'layout' | 'report' | 'u1'> {
  const values = stars instanceof Float64Array ? stars : stars.distinct;
  for (let at = 0; at < values.length; at++) values[at] = shiftedFromStars(scale, values[at]);
  return {
    ratings: { ...pattern, values: stars },
    userIds,
    itemIds,
    scale,
    shift: shiftOf(scale),
    titles: itemIds.map((id) => titles.get(id)?.title ?? null),
    genres: itemIds.map((id) => titles.get(id)?.genres ?? []),
    fileCounts: { users: differences(pattern.rowStart), items: itemCounts },
  };
}

function reportOf(
  { pattern, duplicates }: AssembledRatings,
  rows: number,
  badByReason: Record<string, number>,
): ImportReport {
  const droppedByReason = { ...badByReason };
  if (duplicates) droppedByReason['duplicate of another rating'] = duplicates;
  return { rows, kept: pattern.rowItem.length, droppedByReason };
}

function nameOf(source: Source): string {
  const name =
    source.kind === 'folder' ? source.name : source.name.slice(0, -extname(source.name).length || undefined);
  return name.slice(0, 120) || 'ratings';
}
