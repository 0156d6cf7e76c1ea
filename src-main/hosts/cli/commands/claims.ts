import type { Command } from 'commander';
import type { JudgedClaim } from '../../../../shared/domain/claim.ts';
import { untilInterrupted, type Act, type Invocation } from '../invocation.ts';
import { fixed } from '../output/format.ts';
import { textTable } from '../output/text-table.ts';

/** `claims`: what stored runs say of the paper's claims. */
export function registerClaimsCommand(program: Command, act: Act): void {
  program
    .command('claims')
    .description("the paper's claims against the stored runs, each by a rule that stands before the runs")
    .option('--campaign <name>', "a campaign's runs alone")
    .action(act(showClaims));
}

async function showClaims(invocation: Invocation, flags: { campaign?: string }): Promise<void> {
  const { service } = await invocation.open('look');
  const { claims } = await untilInterrupted(invocation, service.client.claims.judge(flags));
  invocation.answer({ claims }, () => table(claims) + claims.map(details).join(''));
}

function table(claims: readonly JudgedClaim[]): string {
  return textTable(
    [
      { title: 'claim', align: 'left' },
      { title: 'verdict', align: 'left' },
      { title: 'measured', align: 'right' },
      { title: '95 % interval', align: 'right' },
      { title: 'n', align: 'right' },
    ],
    claims.map(({ claim, verdict, measured, interval, n }) => [
      ...[claim, verdict, measured === null ? '–' : fixed(measured, 3)],
      ...[interval ? `${fixed(interval.low, 3)} to ${fixed(interval.high, 3)}` : '–', String(n)],
    ]),
  );
}

function details({ verdict, claim, flips }: JudgedClaim): string {
  return verdict === 'depends' ? `\n${claim}\n${flips.map((flip) => `  ${flip}\n`).join('')}` : '';
}
