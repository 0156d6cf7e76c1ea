import { nextTick } from 'vue';
import { beforeEach, expect, test, vi } from 'vitest';
import { useSettings } from '../../../src-renderer/stores/settings.ts';
import { textScale } from '../../../src-renderer/stores/text-scale.ts';
import { openStores } from '../fake-api.ts';

beforeEach(() => void vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined }));

test('everything grows with the text that the browser asks for, and with the size chosen here', () => {
  expect(textScale(16, 100)).toBe(1);
  expect(textScale(32, 100)).toBe(2);
  expect(textScale(20, 130)).toBeCloseTo(1.625, 12);
  expect(textScale(72, 200)).toBe(3);
  expect(textScale(NaN, 150)).toBe(1.5);
});

test('the document wears the size at once, and goes back where it cannot be kept', async () => {
  let refuses = false;
  openStores({
    'settings.set': (part: object) => {
      if (refuses) throw new Error('The disk is full.');
      return { theme: 'system', threads: null, shortcuts: {}, notify: true, textSize: 100, ...part };
    },
  });
  const [style, properties] = [{ zoom: '', setProperty: (name: string, value: string) => properties.set(name, value) }, new Map<string, string>()];
  const settings = useSettings();
  settings.followTextSize({ document: { documentElement: { style, dataset: {} } }, getComputedStyle: () => ({ fontSize: '20px' }) } as unknown as Window);
  expect([style.zoom, properties.get('--scale')]).toEqual(['1.25', '1.25']);
  await settings.change({ textSize: 200 });
  await nextTick();
  expect(style.zoom).toBe('2.5');
  refuses = true;
  const asked = settings.change({ textSize: 100 });
  await nextTick();
  expect(style.zoom).toBe('1.25');
  await asked;
  await nextTick();
  expect(style.zoom).toBe('2.5');
});

test('the first frame has the size that the host put on the document, before the lab has told it', () => {
  const zoom = (textSize?: string) => {
    const style = { zoom: '', setProperty: () => undefined };
    openStores({});
    useSettings().followTextSize({ document: { documentElement: { style, dataset: { textSize } } }, getComputedStyle: () => ({ fontSize: '16px' }) } as unknown as Window);
    return style.zoom;
  };
  expect([zoom(), zoom('150'), zoom('huge')]).toEqual(['1', '1.5', '1']);
});
