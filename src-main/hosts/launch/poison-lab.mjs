#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';
import { builtEntry, labNode, say } from './installation.mjs';

const oldestNode = 24;

if (!existsSync(builtEntry('cli'))) {
  say('Poison Lab is not built yet. Run npm install in its folder.');
  process.exitCode = 1;
} else if (Number.parseInt(process.versions.node, 10) >= oldestNode) {
  await import(pathToFileURL(builtEntry('cli')).href);
} else if (labNode() === process.execPath) {
  say(`Poison Lab needs Node ${oldestNode}, which npm install brings along. Run npm install in its folder.`);
  process.exitCode = 1;
} else {
  const lab = spawn(labNode(), process.argv.slice(1), { stdio: 'inherit' });
  // The terminal sends these to both; the lab decides how to end.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => lab.kill('SIGTERM'));
  lab.on('error', (error) => {
    say(error.message);
    process.exitCode = 1;
  });
  lab.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : code;
  });
}
