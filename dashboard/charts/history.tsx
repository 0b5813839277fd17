// How a petition grew: a line for what was counted here, and marks of their own for what sources reported.
import { useWords } from '../words/words';
import { px, widthOf } from './drawing';

/** The count at the end of a step of time. */
export interface CountedStep {
  /** A moment, as the graph writes it. */
  readonly from: string;
  readonly count: number;
}

/** A number that a source gave. It is never joined to others by a line: nobody counted between them. */
export interface ReportedMark {
  readonly on: string;
  readonly precision: string;
  readonly count: number;
  /** As it is written: "about 250,000". */
  readonly written: string;
}

export interface HistoryOf {
  readonly steps: readonly CountedStep[];
  readonly reported: readonly ReportedMark[];
  readonly goal?: number | null;
  /** Days of deliveries, marked on the axis. */
  readonly delivered: readonly string[];
  /** The day it was launched, when that is known. */
  readonly launchedOn?: string | null;
  /** Until when it is drawn. */
  readonly until: string;
}

const dayMs = 86_400_000;
/** A day alone begins at midnight UTC. */
const timeOf = (moment: string) => Date.parse(moment);

/** The span of a day that is known less exactly than to the day. */
export function spanOf(on: string, precision: string): readonly [from: number, to: number] {
  const start = timeOf(on);
  const [year, month] = on.split('-').map(Number) as [number, number];
  if (precision === 'MONTH') return [Date.UTC(year, month - 1), Date.UTC(year, month)];
  if (precision === 'YEAR') return [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  if (precision === 'APPROX') return [start - 15 * dayMs, start + 15 * dayMs];
  return [start, start];
}

/** A round number that is at least as large, and steps to it. */
export function roundUp(most: number): { readonly top: number; readonly step: number } {
  const rough = Math.max(most, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough && Number.isInteger(each)) ?? rough;
  return { top: step * Math.ceil(most / step || 1), step };
}

/** Whether there is anything to draw. */
export const hasHistory = ({ steps, reported }: HistoryOf): boolean => steps.length + reported.length > 0;

export const historySize = (isNarrow: boolean) => (isNarrow ? { width: 360, height: 300 } : { width: 900, height: 340 });

/** What stands in the drawing. */
export function History({ of, narrow = false }: { readonly of: HistoryOf; readonly narrow?: boolean }) {
  const { steps, reported, goal, delivered, launchedOn, until } = of;
  const { number, day, t } = useWords();
  const { width, height } = historySize(narrow);
  const most = Math.max(1, ...steps.map(({ count }) => count), ...reported.map(({ count }) => count));
  // A goal far away would press what there is to the ground.
  const isGoalNear = goal != null && goal <= most * 4;
  const { top, step } = roundUp(isGoalNear ? Math.max(most, goal) : most);
  const spans = reported.map(({ on, precision }) => spanOf(on, precision));
  const counted = steps.map(({ from, count }): TimedCount => [timeOf(from), count]);
  const times = [...counted.map(([time]) => time), ...spans.flat(), ...delivered.map(timeOf), timeOf(until)];
  const first = Math.min(...times, ...(launchedOn ? [timeOf(launchedOn)] : []));
  const last = Math.max(...times, first + dayMs);
  const left = widthOf(number(top)) + 14;
  const [right, ground, roof] = [width - 12, height - 44, 18];
  const x = (time: number) => left + ((time - first) / (last - first)) * (right - left);
  const y = (count: number) => ground - (count / top) * (ground - roof);
  const line = lineOf(counted, launchedOn, until);
  let path = '';
  for (const [time, count] of line) path += path === '' ? `M${px(x(time))} ${px(y(count))}` : `H${px(x(time))}V${px(y(count))}`;
  return (
    <>
      {Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map((count) => (
        <g key={count}>
          <path class="grid" d={`M${px(left)} ${px(y(count))}H${right}`} />
          <text class="faint" x={px(left - 8)} y={px(y(count) + 4)} text-anchor="end">
            {number(count)}
          </text>
        </g>
      ))}
      <text class="faint" x={px(left)} y={height - 22}>
        {day(dateOf(first))}
      </text>
      <text class="faint" x={right} y={height - 22} text-anchor="end">
        {day(dateOf(last))}
      </text>
      {isGoalNear && (
        <>
          <path class="goal" d={`M${px(left)} ${px(y(goal))}H${right}`} />
          <text class="faint" x={px(left + 4)} y={px(y(goal) - 5)}>
            {t('history.goal', { goal })}
          </text>
        </>
      )}
      {line.length > 0 && (
        <>
          <path class="counted-area" d={`${path}V${ground}H${px(x(line[0]?.[0] ?? first))}Z`} />
          <path class="counted" d={path} />
        </>
      )}
      {reported.map((each, i) => {
        const [from, to] = spans[i] ?? [first, first];
        const [at, level] = [x((from + to) / 2), y(each.count)];
        const isLeft = at < (left + right) / 2;
        return (
          <g key={`${each.on} ${each.count}`} class="reported">
            <title>{`${each.written}, ${day(each.on, precisionOf(each.precision))}`}</title>
            {to > from && <path class="soft" d={`M${px(x(from))} ${px(level)}H${px(x(to))}`} />}
            <path d={`M${px(at)} ${px(level - 6)}l6 6l-6 6l-6 -6z`} />
            {hasRoom(reported, spans, i, { x, y }) && (
              <text
                x={px(at + (isLeft ? 10 : -10))}
                y={px(to > from ? level - 9 : level + 4)}
                text-anchor={isLeft ? 'start' : 'end'}
              >
                {each.written}
              </text>
            )}
          </g>
        );
      })}
      {delivered.map((on) => (
        <g key={on} class="delivered">
          <title>{t('history.delivered', { day: day(on) })}</title>
          <path d={`M${px(x(timeOf(on)))} ${ground}V${roof}`} />
          <path d={`M${px(x(timeOf(on)) - 5)} ${ground + 8}l5 -8l5 8z`} />
        </g>
      ))}
      <Legend of={of} y={height - 4} />
    </>
  );
}

/** What the marks mean, in words and shapes, not by colour alone. */
function Legend({ of: { steps, reported, delivered }, y }: { readonly of: HistoryOf; readonly y: number }) {
  const { t } = useWords();
  const entries = [
    steps.length > 0 && (['M0 -4h16', 'counted', t('history.counted')] as const),
    reported.length > 0 && (['M8 -10l6 6l-6 6l-6 -6z', 'reported', t('history.reported')] as const),
    delivered.length > 0 && (['M3 0l5 -8l5 8z', 'delivered', t('history.deliveries')] as const),
  ].filter((entry) => entry !== false);
  let at = 0;
  return (
    <>
      {entries.map(([shape, kind, words]) => {
        const left = at;
        at += widthOf(words) + 40;
        return (
          <g key={kind} class={kind} transform={`translate(${px(left)} ${y})`}>
            <path class={kind === 'counted' ? 'counted' : undefined} d={shape} />
            <text x={22} y={0}>
              {words}
            </text>
          </g>
        );
      })}
    </>
  );
}

type TimedCount = readonly [time: number, count: number];

/** From nothing on the day of the launch to the last count, which stands until today. */
function lineOf(steps: readonly TimedCount[], launchedOn: string | null | undefined, until: string): readonly TimedCount[] {
  const [begun, last] = [steps[0], steps.at(-1)];
  if (!begun || !last) return [];
  const begin = Math.min(launchedOn ? timeOf(launchedOn) : Number.POSITIVE_INFINITY, begun[0] - dayMs / 24);
  return [[begin, 0], ...steps, [Math.max(timeOf(until), last[0]), last[1]]];
}

interface Scales {
  x(time: number): number;
  y(count: number): number;
}

/** Whether the words of a mark would stand on those of a larger one. */
function hasRoom(
  marks: readonly ReportedMark[],
  spans: readonly (readonly [number, number])[],
  index: number,
  { x, y }: Scales,
): boolean {
  const middle = (i: number) => x(((spans[i]?.[0] ?? 0) + (spans[i]?.[1] ?? 0)) / 2);
  const own = marks[index];
  return marks.every(
    (each, i) =>
      i === index ||
      !own ||
      each.count < own.count ||
      (each.count === own.count && i > index) ||
      Math.abs(y(each.count) - y(own.count)) > 15 ||
      Math.abs(middle(i) - middle(index)) > 150,
  );
}

const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

type Known = 'DAY' | 'MONTH' | 'YEAR' | 'APPROX' | 'AS_OF';
const precisionOf = (precision: string) => precision as Known;
