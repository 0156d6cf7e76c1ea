import { fork } from 'node:child_process';
import type { EngineLink, EngineMessage, SpawnEngine } from './protocol.ts';

/** Characters of the engine's last words that a host keeps to explain its death. */
const stderrTail = 2000;

/**
 * Engines as child processes of Node, with typed arrays passed by structured clone. The engine's standard
 * output is discarded (hosts own theirs), its standard error is kept for the message when it dies.
 * @param engineEntry path of the engine process's module (`main`), source or built
 * @param workerEntry path of its worker threads' module (`worker`)
 */
export function spawnNodeEngine(engineEntry: string, workerEntry: string): SpawnEngine {
  return () => {
    const child = fork(engineEntry, [workerEntry], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-stderrTail);
    });
    const link: EngineLink = {
      pid: child.pid,
      send(message) {
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on('message', (message) => listener(message as EngineMessage)),
      onExit(listener) {
        let ended = false;
        function end(reason: string): void {
          if (ended) return;
          ended = true;
          listener(reason);
        }
        child.on('error', (error) => end(`could not be started (${error.message})`));
        child.on('close', (code, signal) => end(ending(code, signal, lastWords)));
      },
      kill: () => void child.kill('SIGKILL'),
    };
    return link;
  };
}

function ending(code: number | null, signal: string | null, lastWords: string): string {
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
  const words = lastWords.trim();
  return words ? `${how}: ${words}` : how;
}
