import { expect, it } from 'vitest';
import { createApi } from '../../src-renderer/api.ts';
import { fakeTransport } from './fake-api.ts';

const made = { fileId: 'f1', name: 'report.pdf', mediaType: 'application/pdf', bytes: 403_000, sha256: 'a'.repeat(64) };
const request = { what: 'report', source: { campaign: 'one' }, format: 'pdf' } as const;

it('hands over a file with its size, and the way to its folder where the host knows it', async () => {
  const { transport } = fakeTransport({ 'reports.export': () => made });
  expect(await createApi(transport).handOver(request)).toEqual({ name: 'report.pdf', bytes: 403_000, folder: null, reveal: null });
  const shown: string[] = [];
  const file = await createApi({ ...transport, saveFile: async () => ({ folder: 'Papers' }), revealFile: async (fileId) => void shown.push(fileId) }).handOver(request);
  expect(file!.folder).toBe('Papers');
  await file!.reveal!();
  expect(shown).toEqual(['f1']);
});

it('hands over nothing where the dialog was declined', async () => {
  const { transport } = fakeTransport({ 'reports.export': () => made });
  const api = createApi({ ...transport, saveFile: async () => null });
  expect([await api.handOver(request), await api.exportFile(request)]).toEqual([null, null]);
});
