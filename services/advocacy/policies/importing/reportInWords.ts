// How is an import reported to the person who ran it?
import type { RowReport } from './importPolicies';

/** One line for each row and a sum, ready to print. */
export function reportInWords(reports: readonly RowReport[], applied: boolean): string {
  const lines = reports.map(({ row, id, outcome, reason }) =>
    [`row ${row}`, id ?? '(no id)', outcome, reason].filter(Boolean).join('\t'),
  );
  const count = (outcome: RowReport['outcome']) => reports.filter((report) => report.outcome === outcome).length;
  const sum = `${count('ADDED')} added, ${count('UNCHANGED')} unchanged, ${count('REFUSED')} refused`;
  return `${[...lines, applied ? `${sum}.` : `Dry run, nothing was written: ${sum}.`].join('\n')}\n`;
}
