// Turns a log line of one of our processes into what a person reads in a terminal during development.

/** How a process marks a line that shows the private link of a mail. */
export const mailMark = 'MAIL  ';

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

/** What every line of a process repeats, and nobody reads in a terminal. */
const usual = ['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err'];
const [warning, error] = [40, 50];

/** The lines to print for one line of output: none for a request, unless requests are asked for; several for an error with its stack. */
export function readable(line: string, withRequests: boolean): readonly string[] {
  if (line.startsWith(mailMark)) return ['', line, ''];
  const entry = logLine(line);
  if (entry === null) return [line];
  if (entry.msg === 'request') return withRequests ? [`${entry.method} ${entry.path} ${entry.status}, ${entry.ms} ms`] : [];
  const level = entry.level >= error ? 'ERROR: ' : entry.level >= warning ? 'Warning: ' : '';
  const fields = Object.entries(entry).flatMap(([name, value]) => (usual.includes(name) ? [] : [inWords(name, value)]));
  const cause = entry.err?.message ? `: ${entry.err.message}` : '';
  const stack = entry.level >= error ? (entry.err?.stack?.split('\n').filter((each) => /^\s+at /.test(each)) ?? []) : [];
  return [`${level}${entry.msg}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}${cause}`, ...stack];
}

function logLine(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === 'number' && typeof entry.msg === 'string' ? entry : null;
  } catch {
    return null;
  }
}

/** `16 migrations`, `why SIGTERM`. */
function inWords(name: string, value: unknown): string {
  if (Array.isArray(value)) return `${value.length} ${name}`;
  return `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`;
}
