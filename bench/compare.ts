// For how long does the largest comparison keep everybody else waiting?
import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { graphql } from 'graphql';
import type { DataSource } from 'typeorm';
import type { AdvocacyApp } from '../services/advocacy/context';
import { buildAdvocacy } from '../services/advocacy/subgraph';
import { systemClock } from '../services/kit/clock';
import { anonymous } from '../services/kit/identity';
import { requests } from '../services/kit/request';
import { spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 10);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Fifty policies that differ, ten thousand holds, thirty years: the largest input that is taken. Needs no database. */
const input = {
  on: '2019-11-15',
  format: 'EBOOK',
  hypothetical: Array.from({ length: 50 }, (_, i) => ({
    label: `policy ${i}`,
    license: {
      model: 'METERED_BY_TIME_OR_CHECKOUTS',
      checkouts: 26 + i,
      durationMonths: 12 + i,
      concurrency: 1,
      expiryRule: 'EARLIER_OF',
    },
    embargo: { amount: 1 + (i % 12), unit: 'WEEK', copiesAllowedDuring: i % 3 },
    prices: [{ kind: 'EXACT', amount: { amount: '59.99', currency: 'USD' } }],
  })),
  scenario: { copies: 9_973, holds: 10_000, checkoutsPerYear: 12, years: 30, loanDays: 14, reader: 10_000, promisedWaitDays: 90 },
};
const source = `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows { licensesNeeded wait { worstCaseDays averagePhaseDays }
  unservedShare copiesForPromise explain { field } } } }`;

async function main(): Promise<void> {
  const { schema } = await buildAdvocacy();
  const contextOf = requests(undefined as unknown as DataSource, systemClock, {} as AdvocacyApp);
  const waits: number[] = [];
  const totals: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    const { data, errors } = await graphql({ schema, source, variableValues: { input }, contextValue: contextOf(anonymous) });
    const took = performance.now() - began;
    delay.disable();
    const rows = (data?.compareLending as { rows: unknown[] } | undefined)?.rows;
    if (errors || rows?.length !== 50) throw new Error(String(errors));
    if (round === 0)
      say(`first call of the process: ${took.toFixed(0)} ms in all, others waited ${(delay.max / 1e6).toFixed(1)} ms at most`);
    else {
      totals.push(took);
      waits.push(delay.max / 1e6);
    }
  }
  say(
    `50 policies x 10,000 holds, median [min..max] of ${rounds}: ${written(spread(totals), 0)} ms in all, longest wait of others ${written(spread(waits))} ms (goal: at most 50)`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
