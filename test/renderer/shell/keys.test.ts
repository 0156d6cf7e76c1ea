import { describe, expect, test } from 'vitest';
import { actionKeys, labActions } from '../../../shared/domain/actions.ts';
import { keysInWords, keysOfEvent, objectionTo } from '../../../src-renderer/shell/keys.ts';

const pressed = (key: string, code: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keysOfEvent({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keys of actions', () => {
  test('are told in one order, with Command as Ctrl, and by their place where Alt changes the sign', () => {
    expect(pressed('k', 'KeyK', { ctrlKey: true })).toBe('Ctrl+K');
    expect(pressed('k', 'KeyK', { metaKey: true })).toBe('Ctrl+K');
    expect(pressed('œ', 'KeyQ', { altKey: true })).toBe('Alt+Q');
    expect(pressed('P', 'KeyP', { altKey: true, shiftKey: true })).toBe('Alt+Shift+P');
    expect(pressed(',', 'Comma', { ctrlKey: true })).toBe('Ctrl+,');
    expect(pressed('Shift', 'ShiftLeft', { shiftKey: true })).toBe(null);
    expect(keysInWords('Ctrl++')).toEqual(['Ctrl', '+']);
  });

  test('must hold a modifier and leave those of editing, window and browser alone', () => {
    expect(objectionTo('K')).toMatch(/Hold Ctrl or Alt/);
    expect(objectionTo('Shift+K')).toMatch(/Hold Ctrl or Alt/);
    expect(objectionTo('Ctrl+C')).toMatch(/belongs to editing/);
    expect(objectionTo('Alt+ArrowUp')).toMatch(/belongs to editing/);
    expect(objectionTo('F2')).toBe(null);
    expect(objectionTo('Ctrl+Shift+U')).toBe(null);
  });

  test('of the lab are free and unique', () => {
    const own = labActions.map(({ keys }) => keys).filter((keys) => keys !== '');
    expect(new Set(own).size).toBe(own.length);
    expect(own.map(objectionTo).filter((words) => words !== null)).toEqual([]);
  });

  test('that the person chose take the place of the lab’s, also none', () => {
    const keys = actionKeys({ queue: 'Ctrl+Shift+U', runs: '', gone: 'F9' });
    expect(keys.get('queue')).toBe('Ctrl+Shift+U');
    expect(keys.has('runs')).toBe(false);
    expect(keys.get('home')).toBe('Alt+H');
  });
});
