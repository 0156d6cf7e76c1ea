import { describe, expect, it } from 'vitest';
import { describeComponents } from '../../src-main/engine/catalogue.ts';
import { exportReport } from '../../src-main/reports/export-report.ts';
import { nodesMarkup } from '../../src-main/reports/html/nodes.ts';
import { auditsSection } from '../../src-main/reports/sections/audits.ts';
import { sampleAudit } from '../store/sample-audit.ts';
import { report } from './report-input.ts';

const words = (markup: string): string => markup.replace(/<\/?sub>/g, '').replace(/<[^>]+>/g, ' ').replaceAll('&#39;', "'").replace(/\s+/g, ' ');

describe('the gradient audits of a report', () => {
  const text = words(nodesMarkup(auditsSection([sampleAudit()], describeComponents())).markup);

  it('say what was audited, and how', () => {
    expect(text).toContain('Audit 1: ml-100k, ALS, λV = 5, λU = 5, k = 8, Hybrid, μ1 = −1, μ2 = 1, J0 = 50, w = 2, B = 50');
    expect(text).toContain('2 random directions of 2,350 ratings of 47 malicious users.');
    expect(text).toContain('Uniform profiles reach RMSE 0.080, target’s mean 0.800; attacks take 5 steps at most.');
  });

  it('have each gradient in a row: error, cosine, worst rating, cost, what is reached', () => {
    expect(text).toContain('one-step 67.0 % 70.0 % 0.6200 0.100 for 0.900 2.0 5.7 MiB 0.200 1.10');
    expect(text).toContain('exact 1.5e−5 2.0e−5 1.0000 0.510 for 0.510 16.0 5.7 MiB 0.200 1.10');
    expect(text).toContain('unrolled, T = 30 2.0 %');
  });

  it('say why a gradient was not computed, and what went otherwise than asked', () => {
    expect(text).toContain('unrolled, T = 100 – – – – – – – –');
    expect(text).toContain('unrolled, T = 100 was not computed. Unrolling 100 steps takes about 3.0 GiB here');
    expect(text).toContain('An adjoint solve stopped early.');
  });

  it('have each term that was left out', () => {
    expect(text).toContain('availability, μ1 = −1 0.400 40.0 % 0.9000 0.200 1.10');
    expect(text).toContain('user factors, ∂R/∂U 0.350 30.0 % 0.9500');
  });

  it('leave out targets and attacks where there are none, and say where nothing was audited', () => {
    const start = { utility: 1, predictionShiftRmse: 0.1, targetMean: null };
    const quick = words(nodesMarkup(auditsSection([sampleAudit({ iterations: 0, start })])).markup);
    expect(quick).not.toContain('Target’s mean');
    expect(quick).not.toContain('Reached RMSE');
    expect(words(nodesMarkup(auditsSection([])).markup)).toContain('No gradients were held against retraining');
  });

  it('stand in the report', async () => {
    expect(await exportReport({ ...report, audits: [sampleAudit()] })).toContain('unrolled, T = 30');
    expect(await exportReport(report)).toContain('No gradients were held against retraining');
  });
});
