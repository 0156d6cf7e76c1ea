import { executeJob } from './execute-job.ts';
import { labJobs } from './lab-jobs.ts';
import { serveEngine } from './serve-engine.ts';
import type { JobRunners } from './execute-job.ts';
import type { EngineMessage, HostMessage, SpawnEngine } from './protocol.ts';
import type { Seat } from './worker-seat.ts';

/**
 * An engine in the host's own process, for tests that register a component of their own. Messages are
 * structured-cloned as between processes; a job blocks its host, so it cannot be cancelled once it runs.
 */
export function inlineEngine(runners: JobRunners = labJobs): SpawnEngine {
  return () => {
    let toHost: (message: EngineMessage) => void = () => undefined;
    let toEngine: (message: HostMessage) => void = () => undefined;
    let exit: (reason: string) => void = () => undefined;
    let open = true;
    function end(): void {
      if (!open) return;
      open = false;
      setImmediate(() => exit('was closed'));
    }
    serveEngine(
      {
        send: (message) => deliver(message, (copy) => toHost(copy)),
        onMessage: (listener) => void (toEngine = listener),
      },
      () => inlineSeat(runners),
      end,
    );
    function deliver<T>(message: T, to: (copy: T) => void): void {
      const copy = structuredClone(message);
      setImmediate(() => {
        if (open) to(copy);
      });
    }
    return {
      pid: undefined,
      send: (message) => deliver(message, (copy) => toEngine(copy)),
      onMessage: (listener) => void (toHost = listener),
      onExit: (listener) => void (exit = listener),
      kill: end,
    };
  };
}

function inlineSeat(runners: JobRunners): Seat {
  return {
    start(assignment, onMessage) {
      setImmediate(() => void executeJob(assignment, runners, onMessage));
    },
    close: () => undefined,
  };
}
