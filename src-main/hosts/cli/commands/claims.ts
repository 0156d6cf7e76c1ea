import type { Command } from 'commander';
import { isDecided, type ClaimReading, type JudgedClaim } from '../../../../shared/domain/claim.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { absent, fixed, plain } from '../output/format.ts';
import { textTable, type TextColumn } from '../output/text-table.ts';

/** `claims`: what stored runs say of the paper's claims. */
export function registerClaimsCommand(program: Command, act: Act): void {
  program
    .command('claims')
    .description("the paper's claims against the stored runs, each by a rule that stands before the runs")
    .option('--campaign <name>', "a campaign's runs alone")
    .option('--dataset <dataset>', 'only runs on this data and its subsets')
    .action(act(showClaims));
}

async function showClaims(invocation: Invocation, flags: { campaign?: string; dataset?: string }): Promise<void> {
  const { service } = await invocation.open('look');
  const { claims } = await untilInterrupted(invocation, service.client.claims.judge(flags));
  invocation.answer({ claims }, () => table(claims) + claims.map(details).join('') + toRun(claims));
}

const measuredColumns: TextColumn[] = [
  { title: 'measured', align: 'right' },
  { title: '95 % over seeds', align: 'right' },
  { title: 'and targets', align: 'right' },
  { title: 'n', align: 'right' },
];

function table(claims: readonly JudgedClaim[]): string {
  return textTable(
    [{ title: 'claim', align: 'left' }, { title: 'verdict', align: 'left' }, ...measuredColumns],
    claims.map((claim) => [claim.claim, claim.verdict, ...measuredCells(claim)]),
  );
}

/** What a verdict rests on, under its claim: reasons, what flips it, other starts, and of one that is decided every reading that was tried. */
function details({ verdict, claim, because, flips, starts, readings: tried }: JudgedClaim): string {
  const lines = [because, ...flips, starts].filter((line) => line !== '');
  const readings = isDecided(verdict) ? tried : [];
  if (verdict === 'not tested' || (lines.length === 0 && readings.length === 0)) return '';
  const words = lines.map((line) => `  ${line}\n`).join('');
  return `\n${claim} ${verdict}\n${words}${readings.length > 0 ? `\n${readingsTable(readings)}` : ''}`;
}

/** What decides those that nothing decides yet. */
function toRun(claims: readonly JudgedClaim[]): string {
  const open = claims.filter(({ verdict }) => !isDecided(verdict)).length;
  return open === 0 ? '' : `\n${open} of ${claims.length} claims are not decided or not tested. What their rules ask for is run by:\n  npx poison-lab reproduce --profile claims [--dataset D]\n`;
}

function readingsTable(readings: readonly ClaimReading[]): string {
  return textTable(
    [{ title: 'reading', align: 'left' }, { title: 'gradient', align: 'left' }, { title: 'β', align: 'right' }, ...measuredColumns, { title: 'rule', align: 'left' }],
    readings.map((reading) => [
      ...[reading.counts ? reading.reading : `${reading.reading} (not counted)`, reading.gradient ?? absent, plain(reading.beta), ...measuredCells(reading)],
      reading.holds === true ? 'holds' : reading.because,
    ]),
  );
}

function measuredCells({ measured, interval, overTargets, n }: Pick<JudgedClaim, 'measured' | 'interval' | 'overTargets' | 'n'>): string[] {
  return [fixed(measured, 3), intervalText(interval), intervalText(overTargets), String(n)];
}

function intervalText(interval: JudgedClaim['interval']): string {
  return interval ? `${fixed(interval.low, 3)} to ${fixed(interval.high, 3)}` : absent;
}
