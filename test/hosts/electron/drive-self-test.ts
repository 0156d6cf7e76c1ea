import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { standIn } from './stand-in.ts';

/** Starts the built main against the stand-in with `--self-test`. Arguments: folder of the build, `--self-test`. */
await import(pathToFileURL(join(process.argv[2], 'main', 'electron.js')).href);
standIn.becomeReady();
