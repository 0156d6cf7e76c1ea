import { utilityProcess } from 'electron';
import type { Installation } from '../../service/installation.ts';
import type { ServiceOptions } from '../../service/service.ts';

/** The engine in a utility process, which ends with the application. */
export function utilityEngine({ engineEntry, workerEntry }: Installation): ServiceOptions['spawnEngine'] {
  return () => {
    const child = utilityProcess.fork(engineEntry, [workerEntry], {
      serviceName: 'Poison Lab engine',
      stdio: 'ignore',
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code) => listener(`ended with code ${code}`)),
      kill: () => void child.kill(),
    };
  };
}
