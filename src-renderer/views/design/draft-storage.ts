import { z } from 'zod';
import type { Campaign } from '../../../shared/domain/campaign.ts';
import { campaignSchema } from '../../../shared/domain/campaign.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';

/** Drafts by campaign name in the window's own storage, so that a reload or a crash loses no edit. */
export interface DraftStorage {
  /**
   * The draft kept under a name, or null: what was made of another campaign than `base`, the one saved under that name now,
   * is no edit of this one; what is damaged or of another version counts as none.
   */
  read(name: string, base: Campaign | null): Campaign | null;
  /** Keeps edits of a saved campaign, or with null of one that is new. */
  write(name: string, base: Campaign | null, draft: Campaign): void;
  forget(name: string): void;
}

const prefix = 'poison-lab.draft.';
const keptSchema = z.strictObject({ base: campaignSchema.nullable(), draft: campaignSchema });

/** Drafts in a `localStorage`; a full or forbidden storage is ignored, since the form itself still works. */
export function createDraftStorage(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): DraftStorage {
  return {
    read(name, base) {
      const text = storage.getItem(prefix + name);
      if (text === null) return null;
      try {
        const kept = keptSchema.parse(JSON.parse(text));
        return canonicalJson(kept.base) === canonicalJson(base) ? kept.draft : null;
      } catch {
        return null;
      }
    },
    write(name, base, draft) {
      try {
        storage.setItem(prefix + name, JSON.stringify({ base, draft }));
      } catch {
        storage.removeItem(prefix + name);
      }
    },
    forget: (name) => storage.removeItem(prefix + name),
  };
}
