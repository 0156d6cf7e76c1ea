import type { RunConfig } from '../../../shared/domain/run.ts';
import { describeField } from '../../../shared/figures/configuration.ts';

/** Settings by their paths as a person names them, each once: "α, attack and rank". Empty without any. */
export function settingsInWords(paths: readonly string[], configs: readonly RunConfig[]): string {
  const names = [
    ...new Set(
      paths.map((path) => {
        const [kind, part] = path.split('.');
        if (part === 'id') return kind;
        const { title, symbol } = describeField(path, configs[0]);
        return symbol ?? title.toLowerCase();
      }),
    ),
  ];
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
