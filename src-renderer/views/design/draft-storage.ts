import type { Campaign } from '../../../shared/domain/campaign.ts';
import { campaignSchema } from '../../../shared/domain/campaign.ts';

/** Drafts by campaign name in the window's own storage, so that a reload or a crash loses no edit. */
export interface DraftStorage {
  /** The draft kept under a name, or null; what is damaged or of another version counts as none. */
  read(name: string): Campaign | null;
  write(name: string, draft: Campaign): void;
  forget(name: string): void;
}

const prefix = 'poison-lab.draft.';

/** Drafts in a `localStorage`; a full or forbidden storage is ignored, since the form itself still works. */
export function createDraftStorage(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): DraftStorage {
  return {
    read(name) {
      const text = storage.getItem(prefix + name);
      if (text === null) return null;
      try {
        return campaignSchema.parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
    write(name, draft) {
      try {
        storage.setItem(prefix + name, JSON.stringify(draft));
      } catch {
        storage.removeItem(prefix + name);
      }
    },
    forget: (name) => storage.removeItem(prefix + name),
  };
}
