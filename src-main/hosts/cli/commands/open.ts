import type { Command } from 'commander';
import type { Act, Invocation } from '../invocation.ts';
import { wholeNumber } from '../option-values.ts';

/** `open`: the window over loopback, until Ctrl-C. */
export function registerOpenCommand(program: Command, act: Act): void {
  program
    .command('open')
    .description('open the window in a browser, over the loopback interface; Ctrl-C ends it')
    .option('--port <n>', 'port on 127.0.0.1 (default: a free one)', wholeNumber(0, 65_535), 0)
    .action(act(open));
}

async function open({ options, answer, interrupted }: Invocation, { port }: { port: number }): Promise<void> {
  // Only this command needs the host and its web server.
  const { openLab } = await import('../../loopback/open-lab.ts');
  const { openWindow } = await import('../../loopback/open-window.ts');
  const { home, threads, kernels } = options;
  const lab = await openLab({ home, threads, kernels, port });
  try {
    const address = lab.address();
    answer(
      { address },
      () => `Poison Lab is open at  ${address}\nThe address lets one browser in. Ctrl+C ends the lab.\n`,
    );
    await openWindow(address);
    await new Promise<void>((resolve) => {
      if (interrupted.aborted) resolve();
      interrupted.addEventListener('abort', () => resolve());
    });
  } finally {
    await lab.close();
  }
}
