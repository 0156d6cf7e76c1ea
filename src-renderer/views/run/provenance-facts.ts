import type { Provenance, Run } from '../../../shared/domain/run.ts';
import { dateAndTime, duration } from '../../formatting/time.ts';

/** Where a run's numbers come from, as facts of the rail; `copy` is the whole of what is shortened. */
export function provenanceFacts(run: Run, provenance: Provenance): { label: string; value: string; title?: string; copy?: string }[] {
  const { application, revisions, precision, kernels, v8, node, os, arch, host, threads } = provenance;
  return [
    { label: 'Key', value: `${run.key.slice(0, 8)} ${run.key.slice(8, 16)}…`, title: `SHA-256 of configuration, revisions, precision and kernels: ${run.key}`, copy: run.key },
    { label: 'Data', value: `${run.config.dataset.slice(0, 12)}…`, title: run.config.dataset, copy: run.config.dataset },
    { label: 'Application', value: application },
    { label: 'Revisions', value: revisions.map(revisionInWords).join(', '), title: revisions.join('\n'), copy: revisions.join('\n') },
    { label: 'Kernels', value: `${kernels}, ${precision}` },
    ...(provenance.wasmHash ? [{ label: 'WebAssembly', value: `${provenance.wasmHash.slice(0, 12)}…`, title: provenance.wasmHash, copy: provenance.wasmHash }] : []),
    { label: 'Runtime', value: `Node ${node}, V8 ${v8}, ${os} ${arch}, ${host}, ${threads === 1 ? '1 thread' : `${threads} threads`}` },
    { label: 'Probe', value: `${provenance.arithmeticProbe.slice(0, 12)}…`, title: provenance.arithmeticProbe, copy: provenance.arithmeticProbe },
    { label: 'Clean model', value: `${provenance.cleanModel.slice(0, 12)}…`, title: provenance.cleanModel, copy: provenance.cleanModel },
    ...(provenance.targets.length ? [{ label: 'Targets', value: provenance.targets.join(', ') }] : []),
    { label: 'Started', value: dateAndTime(provenance.startedAt) },
    { label: 'Finished', value: dateAndTime(provenance.finishedAt) },
    { label: 'Computed in', value: duration(run.seconds) },
  ];
}

/** `attack:pga@2` as "pga 2". */
function revisionInWords(revision: string): string {
  return revision.replace(/^[a-z]+:/, '').replace('@', ' ');
}
