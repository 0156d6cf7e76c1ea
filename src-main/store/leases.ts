/** A right that one process holds for a while: `run:<key>`, `campaign:<name>`, `migration`. */
export interface Lease {
  name: string;
  /** Rises with every new holder; writes of an older one are refused. */
  fence: number;
}

/** Leases between processes: process id, its start time, a heartbeat, a fencing number. */
export interface LeaseStore {
  /** Null while another living process (or another store of this one) holds it. */
  acquire(name: string): Lease | null;
  /** False when it was lost: the heartbeat was older than 30 seconds and someone took it. */
  renew(lease: Lease): boolean;
  release(lease: Lease): void;
  /** Process id of the living holder; null when it is free. */
  holder(name: string): number | null;
}
