import { beforeEach, expect, it, vi } from 'vitest';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { openStores } from '../fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  openStores({});
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

it('shows four messages at most, the latest of them', () => {
  const toasts = useToasts();
  for (const message of ['1', '2', '3', '4', '5', '6']) toasts.show(message);
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['3', '4', '5', '6']);
});

it('keeps what can be undone, however much else is told', () => {
  const toasts = useToasts();
  const undo = async () => undefined;
  for (const message of ['a', 'b', 'c', 'd']) toasts.show(message, undo);
  for (const message of ['1', '2']) toasts.show(message);
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['a', 'b', 'c', 'd', '2']);
  vi.advanceTimersByTime(8000);
  expect(toasts.toasts).toEqual([]);
});

it('keeps every message that can be acted on or that went wrong while one is held, and gives each its whole time after that', () => {
  const toasts = useToasts();
  const shown = () => toasts.toasts.map(({ message }) => message);
  const fail = (message: string) => toasts.show(message, null, 'bad');
  fail('before');
  vi.advanceTimersByTime(7000);
  toasts.hold(true);
  for (const message of ['1', '2', '3']) fail(message);
  toasts.show('4', async () => undefined);
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(['before', '1', '2', '3', '4']);
  toasts.dismiss(toasts.toasts[1].id);
  toasts.hold(true);
  toasts.hold(false);
  vi.advanceTimersByTime(7000);
  expect(shown()).toEqual(['before', '2', '3', '4']);
  fail('after');
  vi.advanceTimersByTime(1000);
  expect(shown()).toEqual(['after']);
});

it('lets a message that only tells go after eight seconds, though the pointer lies where it came up', () => {
  const toasts = useToasts();
  toasts.show('before');
  vi.advanceTimersByTime(4000);
  toasts.hold(true);
  toasts.show('told');
  toasts.saved('a.png');
  vi.advanceTimersByTime(4000);
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['told', 'a.png is saved.']);
  vi.advanceTimersByTime(4000);
  expect(toasts.toasts).toEqual([]);
});

it('makes room among held messages once they are let go', () => {
  const toasts = useToasts();
  toasts.hold(true);
  for (const message of ['1', '2', '3', '4', '5', '6']) toasts.show(message);
  toasts.hold(false);
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['3', '4', '5', '6']);
});

it('tells of saved files in one message, which names the latest', () => {
  const toasts = useToasts();
  toasts.saved('a.png');
  toasts.show('told');
  toasts.saved('b.svg', ', hidden lines included');
  toasts.saved('c.csv');
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['told', 'c.csv is saved, and 2 files before it.']);
  vi.advanceTimersByTime(8000);
  toasts.saved('d.png');
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['d.png is saved.']);
});

it('undoes the latest that can be, and says when there is none', () => {
  const toasts = useToasts();
  const undone: string[] = [];
  for (const name of ['first', 'second']) toasts.show(name, async () => void undone.push(name));
  toasts.show('told');
  expect([toasts.undoLatest(), undone]).toEqual([true, ['second']]);
  expect(toasts.toasts.map(({ message }) => message)).toEqual(['first', 'told']);
  expect([toasts.undoLatest(), toasts.undoLatest(), undone]).toEqual([true, false, ['second', 'first']]);
});
