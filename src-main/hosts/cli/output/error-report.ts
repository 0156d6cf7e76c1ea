import type { Complaint, LabErrorData } from '../../../../shared/domain/errors.ts';

/** Exit codes that scripts depend on. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, cancelled: 130 } as const;

/** 2 for bad input, unknown names and names in use, 130 for cancelled, 1 for everything else. */
export function exitCodeOf(error: LabErrorData): number {
  if (error.code === 'bad-input' || error.code === 'not-found' || error.code === 'conflict')
    return exitCodes.badInput;
  return error.code === 'cancelled' ? exitCodes.cancelled : exitCodes.failed;
}

/** The error in lines: its message, then every complaint that says something which the message does not. */
export function errorLines({ message, complaints }: LabErrorData): string[] {
  const isTold = (complaint: Complaint) =>
    message.includes(complaint.message) && (complaint.file === undefined || message.includes(complaint.file));
  return [message, ...complaints.filter((complaint) => !isTold(complaint)).map(complaintText)];
}

/** `file:line: path: message`, as far as it is known. */
export function complaintText(complaint: Complaint): string {
  const place =
    complaint.file === undefined
      ? ''
      : `${complaint.file}${complaint.line === undefined ? '' : `:${complaint.line}`}: `;
  return `${place}${complaint.path ? `${complaint.path}: ` : ''}${complaint.message}`;
}
