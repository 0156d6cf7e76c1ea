import type { Command } from 'commander';
import { componentKinds, type ComponentKind } from '../../../../shared/domain/component.ts';
import { listComponents } from '../../../service/catalogue.ts';
import { listPresets } from '../../../service/presets.ts';
import { findInstallation } from '../../../service/installation.ts';
import type { Act, Invocation } from '../invocation.ts';
import { oneOf } from '../option-values.ts';
import { componentText } from '../output/component-text.ts';
import { textTable } from '../output/text-table.ts';

/** `components` and `presets`: what this installation offers; neither needs a library. */
export function registerCatalogueCommands(program: Command, act: Act): void {
  program
    .command('components')
    .description('what the lab is made of: every component, its fields, ranges and defaults')
    .argument('[kind]', componentKinds.join(', '), oneOf(componentKinds))
    .action(act(showComponents));
  program.command('presets').description('campaigns that come with the lab').action(act(showPresets));
}

async function showComponents(invocation: Invocation, kind: ComponentKind | undefined): Promise<void> {
  const components = listComponents(kind);
  invocation.answer({ components }, () => components.map(componentText).join('\n'));
}

async function showPresets(invocation: Invocation): Promise<void> {
  const presets = listPresets(findInstallation().presets);
  const rows = presets.map((preset) => [preset.id, preset.title, preset.summary]);
  invocation.answer({ presets }, () =>
    textTable(
      [
        { title: 'preset', align: 'left' },
        { title: 'title', align: 'left' },
        { title: 'what it shows', align: 'left' },
      ],
      rows,
    ),
  );
}
