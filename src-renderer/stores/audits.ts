import { defineStore } from 'pinia';
import { ref } from 'vue';
import { errorToData } from '../../shared/domain/errors.ts';
import type { AuditSummary, StoredAudit } from '../../shared/domain/gradient-audit.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';
import { readAnew } from './read-anew.ts';
import { useToasts } from './toasts.ts';

/** How much an audit does: random directions, and steps at most of every attack. */
export interface AuditExtent {
  directions: number;
  iterations: number;
}

/** What is known of the audit of a run's configuration. */
export interface RunAudit {
  /** By which its progress is found. */
  subject: string;
  /** The latest; null where none was made. */
  audit: StoredAudit | null;
  /** Of a new one of the extent asked for; null where nothing was measured. */
  estimateSeconds: number | null;
}

/** What windows offer unless someone asks for another extent. */
export const usualExtent: AuditExtent = { directions: 10, iterations: 5 };

/** Gradient audits: of runs' configurations, and all that are stored. */
export const useAudits = defineStore('audits', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  /** By key of the run. */
  const ofRuns = ref(new Map<string, RunAudit>());
  const stored = ref<AuditSummary[]>([]);
  /** Those that another version stored. */
  const unreadable = ref(0);
  const loader = createLoader(
    () => client.audits.storedAudits({}),
    (answer) => {
      stored.value = answer.audits;
      unreadable.value = answer.unreadable?.length ?? 0;
    },
  );
  readAnew(transport, () => loader.loaded.value && loader.load());
  transport.subscribe('audits.progress', ({ kind, subject, ended }) => {
    if (kind !== 'audit' || !ended) return;
    for (const [run, known] of ofRuns.value) if (known.subject === subject) void load(run).catch(() => undefined);
    if (loader.loaded.value) void loader.load();
  });

  /** Asks what there is of a run, by its key. @throws LabError not-found for a run that is not there */
  async function load(run: string, extent: AuditExtent = usualExtent): Promise<void> {
    const { subject, audit, estimateSeconds } = await client.audits.auditOf({ run, ...extent });
    ofRuns.value.set(run, { subject, audit, estimateSeconds });
  }

  /** Makes one; what goes wrong is told in a message. */
  async function start(run: string, extent: AuditExtent): Promise<void> {
    try {
      const { audit } = await client.audits.auditRun({ run, ...extent });
      await load(run, extent);
      const known = ofRuns.value.get(run);
      // One that was made long ago is not the latest of its subject.
      if (known) ofRuns.value.set(run, { ...known, audit });
    } catch (error) {
      if (errorToData(error).code === 'cancelled') toasts.show('The audit was cancelled; nothing of it is kept.');
      else toasts.fail(error);
    }
  }

  const { loading, loaded, error, load: list } = loader;
  return { ofRuns, stored, unreadable, loading, loaded, error, list, load, start };
});
