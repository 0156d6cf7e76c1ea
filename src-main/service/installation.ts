import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../../shared/domain/errors.ts';
import type { SpawnEngine } from '../runs/engine-process/protocol.ts';
import { spawnNodeEngine } from '../runs/engine-process/spawn-node-engine.ts';

/** Where the parts of this installation lie that are started or read while the lab runs. */
export interface Installation {
  /** From package.json. */
  version: string;
  /** Folder of the preset campaigns. */
  presets: string;
  /** Modules of the engine process and of its worker threads, sources or built. */
  engineEntry: string;
  workerEntry: string;
}

/**
 * Finds the installation around this module: the nearest folder above it that holds the package.json of
 * poison-lab. Sources run from source, a build from `out/main`.
 * @throws LabError failed when there is none
 */
export function findInstallation(): Installation {
  const here = fileURLToPath(import.meta.url);
  for (let folder = dirname(here); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest?.name !== 'poison-lab') continue;
    const fromSource = here.endsWith('.ts');
    const entry = (source: string, built: string) =>
      fromSource ? join(folder, 'src-main', source) : join(folder, 'out', 'main', built);
    return {
      version: manifest.version,
      presets: join(folder, 'resources', 'presets'),
      engineEntry: entry('runs/engine-process/main.ts', 'engine.js'),
      workerEntry: entry('runs/engine-process/worker.ts', 'worker.js'),
    };
  }
  throw new LabError(
    'failed',
    'The installation is incomplete: its package.json is missing. Install Poison Lab again.',
  );
}

/** The engine as a child process of Node, for every host but Electron. */
export function nodeEngine(installation: Installation): SpawnEngine {
  return spawnNodeEngine(installation.engineEntry, installation.workerEntry);
}

function readManifest(path: string): { name: string; version: string } | null {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
}
