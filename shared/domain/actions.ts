/** One thing that the window does wherever it stands: in the palette, the native menu, and by its keys. */
export interface LabAction {
  id: string;
  label: string;
  /** `View` goes to a view, `Action` does something. */
  kind: 'View' | 'Action';
  /** As in `Ctrl+Shift+K`, where Ctrl is Command on a Mac; empty for none. */
  keys: string;
  /** Where a view lies, after the hash. */
  path?: string;
}

/** The actions with the keys that the lab comes with. */
export const labActions = [
  { id: 'palette', label: 'Find or run', kind: 'Action', keys: 'Ctrl+K' },
  { id: 'home', label: 'Home', kind: 'View', keys: 'Alt+H', path: '/' },
  { id: 'datasets', label: 'Data sets', kind: 'View', keys: 'Alt+D', path: '/datasets' },
  { id: 'queue', label: 'Queue', kind: 'View', keys: 'Alt+Q', path: '/queue' },
  { id: 'runs', label: 'Runs', kind: 'View', keys: 'Alt+R', path: '/runs' },
  { id: 'audits', label: 'Gradient audits', kind: 'View', keys: '', path: '/audits' },
  { id: 'paper', label: 'The paper', kind: 'View', keys: 'Alt+P', path: '/paper' },
  { id: 'new', label: 'New campaign', kind: 'Action', keys: 'Alt+N', path: '/design/new' },
  { id: 'open', label: 'Open campaign or bundle', kind: 'Action', keys: 'Ctrl+O' },
  { id: 'import', label: 'Import ratings', kind: 'Action', keys: 'Alt+I' },
  { id: 'pause', label: 'Pause or resume the queue', kind: 'Action', keys: 'Alt+Shift+P' },
  { id: 'settings', label: 'Settings', kind: 'View', keys: 'Ctrl+,', path: '/settings' },
  { id: 'library', label: 'Library: disk use, bin, backup', kind: 'View', keys: '', path: '/settings/library' },
  { id: 'shortcuts', label: 'Shortcuts', kind: 'View', keys: '', path: '/settings/shortcuts' },
  { id: 'help', label: 'Help', kind: 'View', keys: 'F1', path: '/help' },
] as const satisfies readonly LabAction[];

export type LabActionId = (typeof labActions)[number]['id'];

/** The keys of every action that has some, by its id: those of the lab, unless the person chose others or none. */
export function actionKeys(chosen: Readonly<Record<string, string>>): Map<LabActionId, string> {
  return new Map(
    labActions.flatMap(({ id, keys }) => {
      const own = chosen[id] ?? keys;
      return own === '' ? [] : [[id, own] as const];
    }),
  );
}
