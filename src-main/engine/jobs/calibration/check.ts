import type { CalibrationRow } from '../../../../shared/domain/audit.ts';

/** One published value and how it is measured here. */
export interface Check {
  check: string;
  protocol: string;
  published: string;
  /** Who published it, or how it is known. */
  source: string;
  /** Lowest and highest mean that passes. */
  band: [number, number];
  /** Layout of the release that the value is of. */
  release: string;
  /** Of random splits and starts; none where chance has no part. */
  seeds?: number[];
  /** One value per seed or split; null without the data. */
  measure: (() => number[]) | null;
}

/** The band around one published value, which is printed with `digits` decimals. */
export function around(value: number, tolerance: number, digits: number): Pick<Check, 'published' | 'band'> {
  return { published: value.toFixed(digits), band: [value - tolerance, value + tolerance] };
}

/** Measures, and holds the mean over seeds against the band. */
export function judge({ measure, ...told }: Check): CalibrationRow {
  const { band } = told;
  if (measure === null) return { ...told, measured: null, ok: 'no data', status: 'no data' };
  const values = measure();
  const measured = values.reduce((sum, value) => sum + value, 0) / values.length;
  const within = measured >= band[0] && measured <= band[1];
  const row = { ...told, measured, ok: within ? 'yes' : 'no', status: within ? 'ok' : 'off' } as const;
  return values.length === 1 ? row : { ...row, values };
}
