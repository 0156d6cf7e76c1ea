import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { errorToData } from '../../shared/domain/errors.ts';
import { useToasts } from './toasts.ts';

/** What goes to the bin from a view of its own, where undo takes it out again. */
export type Deleted = 'runs' | 'datasets' | 'campaigns';

/** One delete of this window. `redo` does it once more, and tells of it again. */
interface Deletion {
  of: Deleted;
  message: string;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
  /** Whether anything of it is still in the bin, from where it may have been taken in other ways. */
  stands: () => boolean;
}

/** Deletes of this window, latest last: undo takes them back in turn, long after their messages are gone, and redo does them again. */
export const useDeletions = defineStore('deletions', () => {
  const toasts = useToasts();
  const done = shallowRef<Deletion[]>([]);
  const undone = shallowRef<Deletion[]>([]);
  let isRedone = false;

  /** Tells of a delete, in a message with its undo, and remembers it. What was undone of its kind before can be redone no more. */
  function tell(deletion: Deletion) {
    if (!isRedone) undone.value = undone.value.filter(({ of }) => of !== deletion.of);
    done.value = [...done.value, deletion];
    toasts.show(deletion.message, () => takeBack(deletion));
  }

  async function takeBack(deletion: Deletion) {
    done.value = done.value.filter((one) => one !== deletion);
    try {
      await deletion.undo();
    } catch (error) {
      // The bin may have been emptied since.
      if (errorToData(error).code !== 'not-found') done.value = [...done.value, deletion];
      throw error;
    }
    undone.value = [...undone.value, deletion];
  }

  /** Takes the latest delete of a kind back, and says so: its own message is gone. Whether there was one. */
  function undoLatest(of: Deleted): boolean {
    const latest = done.value.findLast((one) => one.of === of && one.stands());
    if (latest !== undefined) void takeBack(latest).then(() => toasts.show(`Undone: ${latest.message}`), toasts.fail);
    return latest !== undefined;
  }

  /** Does again what was last taken back of a kind; whether there was anything. */
  function redoLatest(of: Deleted): boolean {
    const latest = undone.value.findLast((one) => one.of === of);
    if (latest !== undefined) void again(latest);
    return latest !== undefined;
  }

  async function again(deletion: Deletion) {
    undone.value = undone.value.filter((one) => one !== deletion);
    isRedone = true;
    await deletion.redo().finally(() => (isRedone = false));
  }

  return { tell, undoLatest, redoLatest };
});
