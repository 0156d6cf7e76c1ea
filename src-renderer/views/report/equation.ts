import { parseTex } from '../../../shared/domain/tex.ts';

/** Whether this is an equation that can be typeset; while it is written it often is not. */
export function isEquation(tex: string): boolean {
  try {
    parseTex(tex);
    return true;
  } catch {
    return false;
  }
}
