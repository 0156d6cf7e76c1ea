import type { Campaign } from '../../shared/domain/campaign.ts';
import { LabError } from '../../shared/domain/errors.ts';
import type { Database } from './database.ts';

/** A saved campaign and where its runs stand. */
export interface SavedCampaign {
  campaign: Campaign;
  /** How many runs it lists, and how many of them are done; 0 before `setRuns`. */
  runs: number;
  done: number;
  /** How many of them the library has outside the bin, whatever became of them. */
  listed: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}

/** Campaigns, known by name, and which runs belong to each. */
export interface CampaignStore {
  /** Latest change first. `deleted` lists the bin instead. */
  list(options?: { deleted?: boolean }): SavedCampaign[];
  /** Null when no live campaign has the name. */
  find(name: string): SavedCampaign | null;
  /**
   * Stores a campaign under its name: a new one, or in place of the one named `replaces` (default: its own
   * name when that exists, so saving again overwrites).
   * @throws LabError 'conflict' when `replaces` is another one and the new name is taken.
   */
  save(campaign: Campaign, replaces?: string): SavedCampaign;
  /**
   * Stores a campaign in place of the live one of its name, which goes into the bin and keeps its list of runs and its
   * report there; `binned` is what `takeBack` finds it by.
   * @throws LabError 'not-found'.
   */
  replace(campaign: Campaign): { saved: SavedCampaign; binned: number };
  /**
   * Undoes one `replace`: the one that it put into the bin comes out, the live one of that name, if any, goes there.
   * @throws LabError 'not-found' when it is in the bin no more.
   */
  takeBack(name: string, binned: number): SavedCampaign;
  /**
   * How many runs outside the bin would be listed by no campaign if this one listed `keys`.
   * @throws LabError 'not-found'.
   */
  runsLeft(name: string, keys: readonly string[]): number;
  /** Into the bin; its runs stay. @throws LabError 'not-found'. */
  delete(name: string): SavedCampaign;
  /** The last deleted one of that name out of the bin. @throws LabError 'not-found', 'conflict'. */
  restore(name: string): SavedCampaign;
  /** Says which runs belong to a campaign, in expansion order; replaces what was said before. */
  setRuns(name: string, keys: readonly string[]): void;
  /** Keys of its runs in expansion order, stored or not. @throws LabError 'not-found'. */
  runKeys(name: string): string[];
  /** What was stored of its report, as JSON parsed; null before. @throws LabError 'not-found'. */
  report(name: string): unknown;
  /** Stores it in place of the one before; it goes where the campaign goes. @throws LabError 'not-found'. */
  setReport(name: string, report: unknown): void;
}

interface Row {
  id: number;
  record: string;
  runs: number;
  done: number;
  listed: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

const select = `
  SELECT c.id, c.record, c.created_at, c.updated_at, c.deleted_at,
    (SELECT count(*) FROM campaign_runs m WHERE m.campaign = c.id) AS runs,
    (SELECT count(*) FROM campaign_runs m JOIN runs r ON r.key = m.key
      WHERE m.campaign = c.id AND r.status = 'done' AND r.deleted_at IS NULL) AS done,
    (SELECT count(*) FROM campaign_runs m JOIN runs r ON r.key = m.key
      WHERE m.campaign = c.id AND r.deleted_at IS NULL) AS listed
  FROM campaigns c`;

/** The campaigns of a library. */
export function campaignStore(database: Database): CampaignStore {
  const live = (name: string) =>
    database.one<Row>(`${select} WHERE c.name = ? AND c.deleted_at IS NULL`, name);
  const byId = (id: number) => toSaved(database.one<Row>(`${select} WHERE c.id = ?`, id));

  function demandLive(name: string): Row {
    const row = live(name);
    if (!row) throw new LabError('not-found', `No campaign "${name}" is saved.`);
    return row;
  }
  function demandFree(name: string): void {
    if (live(name))
      throw new LabError(
        'conflict',
        `Another campaign is called "${name}" already. Choose another name, or delete that one first.`,
      );
  }

  const bin = (id: number) =>
    database.run('UPDATE campaigns SET deleted_at = ? WHERE id = ?', new Date().toISOString(), id);
  function insert({ name }: Campaign, record: string): void {
    const now = new Date().toISOString();
    database.run(
      'INSERT INTO campaigns (name, record, created_at, updated_at) VALUES (?, ?, ?, ?)',
      ...[name, record, now, now],
    );
  }
  function takeOut(name: string): number {
    const row = database.one<{ id: number }>(
      'SELECT id FROM campaigns WHERE name = ? AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC',
      name,
    );
    if (!row) throw notInBin(name);
    return row.id;
  }
  const revive = (id: number) => database.run('UPDATE campaigns SET deleted_at = NULL WHERE id = ?', id);

  return {
    list({ deleted = false } = {}) {
      const which = deleted ? 'IS NOT NULL' : 'IS NULL';
      return database
        .all<Row>(`${select} WHERE c.deleted_at ${which} ORDER BY c.updated_at DESC, c.id DESC`)
        .map(toSaved);
    },
    find(name) {
      const row = live(name);
      return row ? toSaved(row) : null;
    },
    save: (campaign, replaces = campaign.name) =>
      database.write('save the campaign', () => {
        const now = new Date().toISOString();
        const record = JSON.stringify(campaign);
        if (replaces !== campaign.name) demandFree(campaign.name);
        const existing = replaces === campaign.name ? live(replaces) : demandLive(replaces);
        if (existing) {
          database.run(
            'UPDATE campaigns SET name = ?, record = ?, updated_at = ? WHERE id = ?',
            ...[campaign.name, record, now, existing.id],
          );
        } else {
          insert(campaign, record);
        }
        return toSaved(demandLive(campaign.name));
      }),
    replace: (campaign) =>
      database.write('replace the campaign', () => {
        const { id: binned } = demandLive(campaign.name);
        bin(binned);
        insert(campaign, JSON.stringify(campaign));
        return { saved: toSaved(demandLive(campaign.name)), binned };
      }),
    takeBack: (name, binned) =>
      database.write('take back the replaced campaign', () => {
        const before = database.one<{ id: number }>(
          'SELECT id FROM campaigns WHERE id = ? AND name = ? AND deleted_at IS NOT NULL',
          binned,
          name,
        );
        if (!before) throw notInBin(name);
        const now = live(name);
        if (now) bin(now.id);
        revive(binned);
        return byId(binned);
      }),
    runsLeft(name, keys) {
      const { id } = demandLive(name);
      const row = database.one<{ runs: number }>(
        `SELECT count(*) AS runs FROM campaign_runs m JOIN runs r ON r.key = m.key
          WHERE m.campaign = ? AND r.deleted_at IS NULL AND m.key NOT IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM campaign_runs o JOIN campaigns c ON c.id = o.campaign
              WHERE o.key = m.key AND o.campaign <> m.campaign AND c.deleted_at IS NULL)`,
        id,
        JSON.stringify(keys),
      );
      return row?.runs ?? 0;
    },
    delete: (name) =>
      database.write('delete the campaign', () => {
        const { id } = demandLive(name);
        bin(id);
        return byId(id);
      }),
    restore: (name) =>
      database.write('restore the campaign', () => {
        const id = takeOut(name);
        demandFree(name);
        revive(id);
        return byId(id);
      }),
    setRuns: (name, keys) =>
      database.write('record the runs of the campaign', () => {
        const { id } = demandLive(name);
        database.run('DELETE FROM campaign_runs WHERE campaign = ?', id);
        database.run(
          'INSERT INTO campaign_runs SELECT ?, key, value FROM json_each(?)',
          id,
          JSON.stringify(keys),
        );
      }),
    runKeys(name) {
      const { id } = demandLive(name);
      const rows = database.all<{ key: string }>(
        'SELECT key FROM campaign_runs WHERE campaign = ? ORDER BY position',
        id,
      );
      return rows.map((row) => row.key);
    },
    report(name) {
      const { id } = demandLive(name);
      const row = database.one<{ report: string | null }>('SELECT report FROM campaigns WHERE id = ?', id);
      return JSON.parse(row?.report ?? 'null') as unknown;
    },
    setReport: (name, report) =>
      database.write('store the report of the campaign', () =>
        database.run('UPDATE campaigns SET report = ? WHERE id = ?', JSON.stringify(report), demandLive(name).id),
      ),
  };
}

function notInBin(name: string): LabError {
  return new LabError('not-found', `No campaign "${name}" is in the bin.`);
}

function toSaved(row: Row | undefined): SavedCampaign {
  if (!row) throw new LabError('not-found', 'The campaign is gone.');
  return {
    campaign: JSON.parse(row.record) as Campaign,
    runs: row.runs,
    done: row.done,
    listed: row.listed,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}
