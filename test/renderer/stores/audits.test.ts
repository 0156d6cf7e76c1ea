import { beforeAll, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../shared/domain/errors.ts';
import type { CheckProgress } from '../../../shared/domain/check.ts';
import { useAudits, usualExtent } from '../../../src-renderer/stores/audits.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { sampleAudit } from '../../store/sample-audit.ts';
import { openStores } from '../fake-api.ts';

const subject = 'b'.repeat(64);
const ended = (about: string): CheckProgress => ({
  ...{ jobId: 'j', kind: 'audit', subject: about, phase: 'done', iteration: 1, iterations: 1 },
  ...{ elapsedSeconds: 1, etaSeconds: null, ended: true },
});

beforeAll(() => void vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined }));

describe('gradient audits of runs', () => {
  it('are loaded by run, made with an extent, and loaded again when anyone has made one of the same', async () => {
    let audit: ReturnType<typeof sampleAudit> | null = null;
    const lab = openStores({
      'audits.auditOf': () => ({ subject, audit, estimateSeconds: 40 }),
      'audits.auditRun': () => ({ audit: (audit = sampleAudit()), cached: false }),
    });
    const audits = useAudits();
    await audits.load('r1');
    expect(audits.ofRuns.get('r1')).toEqual({ subject, audit: null, estimateSeconds: 40 });
    await audits.start('r1', { directions: 20, iterations: 0 });
    expect(lab.calls.map(({ procedure, input }) => [procedure, input])).toEqual([
      ['audits.auditOf', { run: 'r1', ...usualExtent }],
      ['audits.auditRun', { run: 'r1', directions: 20, iterations: 0 }],
      ['audits.auditOf', { run: 'r1', directions: 20, iterations: 0 }],
    ]);
    expect(audits.ofRuns.get('r1')?.audit).toEqual(sampleAudit());
    audit = sampleAudit({ iterations: 9 });
    lab.push('audits.progress', ended('of something else'));
    lab.push('audits.progress', ended(subject));
    await Promise.resolve();
    expect(lab.calls).toHaveLength(4);
  });

  it('show the one that was asked for, also where a later one of another extent is stored', async () => {
    openStores({
      'audits.auditOf': () => ({ subject, audit: sampleAudit({ iterations: 9 }), estimateSeconds: 40 }),
      'audits.auditRun': () => ({ audit: sampleAudit({ iterations: 3 }), cached: true }),
    });
    const audits = useAudits();
    await audits.start('r1', { directions: 20, iterations: 3 });
    expect(audits.ofRuns.get('r1')?.audit?.iterations).toBe(3);
  });

  it('say what went wrong, and that nothing of a cancelled one is kept', async () => {
    let error = new LabError('cancelled', 'stop');
    openStores({
      'audits.auditRun': () => {
        throw error;
      },
    });
    const audits = useAudits();
    await audits.start('r1', usualExtent);
    expect(useToasts().toasts.at(-1)?.message).toContain('cancelled; nothing of it is kept');
    error = new LabError('conflict', 'It is under way already.');
    await audits.start('r1', usualExtent);
    expect(useToasts().toasts.at(-1)?.message).toContain('under way already');
  });

  it('are listed when somebody looks', async () => {
    const lab = openStores({ 'audits.storedAudits': () => ({ audits: [] }) });
    const audits = useAudits();
    lab.push('audits.progress', ended(subject));
    expect(lab.calls).toEqual([]);
    await audits.list();
    lab.push('audits.progress', ended(subject));
    expect(lab.calls).toHaveLength(2);
  });
});
