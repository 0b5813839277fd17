// How a petition grew: a line for what was counted here, and marks of their own for what sources reported.
import type { Children } from '../markup/jsx-runtime';
import { useWords, type Words } from '../words/words';
import { acrossTo, Drawing, downTo, px, widthOf } from './drawing';

/** The count at the end of a step of time. */
export interface CountedStep {
  /** In milliseconds since 1970. */
  readonly at: number;
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

type Span = readonly [from: number, to: number];

/** The span of a day that is known less exactly than to the day. */
export function spanOf(on: string, precision: string): Span {
  if (precision === 'MONTH' || precision === 'YEAR') {
    const [year, month] = on.split('-').map(Number) as [number, number];
    return precision === 'YEAR' ? [Date.UTC(year, 0), Date.UTC(year + 1, 0)] : [Date.UTC(year, month - 1), Date.UTC(year, month)];
  }
  const start = timeOf(on);
  return precision === 'APPROX' ? [start - 15 * dayMs, start + 15 * dayMs] : [start, start];
}

const powers = [1, 2, 2.5, 5, 10];

/** A round number that is at least as large, and steps to it. */
export function roundUp(most: number): { readonly top: number; readonly step: number } {
  const rough = Math.max(most, 4) / 4;
  let power = 1;
  while (power * 10 <= rough) power *= 10;
  const step = powers.map((each) => each * power).find((each) => each >= rough && Number.isInteger(each)) ?? rough;
  return { top: step * Math.ceil(most / step || 1), step };
}

/** Whether there is anything to draw. */
export const hasHistory = ({ steps, reported }: HistoryOf): boolean => steps.length + reported.length > 0;

/** Where the chart lies in its drawing, and what stands where in it. */
interface Field {
  readonly left: number;
  readonly right: number;
  readonly ground: number;
  readonly roof: number;
  x(time: number): number;
  y(count: number): number;
}

const sizes = { wide: { width: 900, height: 340 }, narrow: { width: 360, height: 300 } } as const;

/** The chart without a sheet, and its size. */
export interface GrownDrawing {
  readonly width: number;
  readonly height: number;
  readonly children: Children;
}

/** Draws a history: in the wide form, then in the narrow one, which takes the line from the wide one by its name. */
export function growthOf(of: HistoryOf, words: Words, id: string): Record<keyof typeof sizes, () => GrownDrawing> {
  const { number, day, t } = words;
  const { steps, reported, goal } = of;
  const most = Math.max(mostIn(steps), mostIn(reported));
  // A goal far away would press what there is to the ground.
  const isGoalNear = goal != null && goal <= most * 4;
  const { top, step } = roundUp(isGoalNear ? Math.max(most, goal) : most);
  const marks = reported.map(
    ({ on, precision, count, written }): Mark => ({
      span: spanOf(on, precision),
      count,
      written,
      title: `${written}, ${day(on, precisionOf(precision))}`,
    }),
  );
  const [first, last] = endsOf(of, marks);
  const levels = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => ({ count: i * step, said: number(i * step) }));
  const left = widthOf(levels.at(-1)?.said ?? '') + 14;
  const [firstDay, lastDay] = [day(dateOf(first)), day(dateOf(last))];
  const delivered = of.delivered.map((on) => ({ at: timeOf(on), title: t('history.delivered', { day: day(on) }) }));
  const fieldOf = ({ width, height }: Size): Field => {
    const [right, ground, roof] = [width - 12, height - 44, 18];
    const [wide, high] = [(right - left) / (last - first), (ground - roof) / top];
    return { left, right, ground, roof, x: (time) => left + (time - first) * wide, y: (count) => ground - count * high };
  };
  const wide = fieldOf(sizes.wide);
  const drawn = (size: Size, line: Children, field: Field): GrownDrawing => {
    const { right, ground, roof, x, y } = field;
    const { legend, rows } = legendOf(of, words, size.width);
    const children = (
      <>
        {levels.map(({ count, said }) => (
          <g key={count}>
            <path class="grid" d={`M${px(left)} ${px(y(count))}H${right}`} />
            <text class="faint" x={px(left - 8)} y={px(y(count) + 4)} text-anchor="end">
              {said}
            </text>
          </g>
        ))}
        <text class="faint" x={px(left)} y={ground + 22}>
          {firstDay}
        </text>
        <text class="faint" x={right} y={ground + 22} text-anchor="end">
          {lastDay}
        </text>
        {isGoalNear && (
          <>
            <path class="goal" d={`M${px(left)} ${px(y(goal))}H${right}`} />
            <text class="faint" x={px(left + 4)} y={px(y(goal) - 5)}>
              {t('history.goal', { goal })}
            </text>
          </>
        )}
        {line}
        {marks.map((each) => (
          <Reported key={each.title} of={each} field={field} isNamed={hasRoom(marks, each, field)} />
        ))}
        {delivered.map(({ at, title }) => (
          <g key={at} class="delivered">
            <title>{title}</title>
            <path d={`M${px(x(at))} ${ground}V${roof}`} />
            <path d={`M${px(x(at) - 5)} ${ground + 8}l5 -8l5 8z`} />
          </g>
        ))}
        {legend.map(([shape, kind, said, across, row]) => (
          <g key={kind} class={kind} transform={`translate(${px(across)} ${ground + 40 + row * legendRow})`}>
            <path class={kind === 'counted' ? 'counted' : undefined} d={shape} />
            <text x={22} y={0}>
              {said}
            </text>
          </g>
        ))}
      </>
    );
    return { width: size.width, height: size.height + (rows - 1) * legendRow, children };
  };
  return {
    wide: () => {
      const line = lineOf(of, wide);
      return drawn(
        sizes.wide,
        line && (
          <g id={`${id}-line`}>
            <path class="counted-area" d={`${line}V${wide.ground}`} />
            <path class="counted" d={line} />
          </g>
        ),
        wide,
      );
    },
    narrow: () => {
      const narrow = fieldOf(sizes.narrow);
      const [across, down] = [
        (narrow.right - left) / (wide.right - left),
        (narrow.ground - narrow.roof) / (wide.ground - wide.roof),
      ];
      const moved = `matrix(${across} 0 0 ${down} ${left * (1 - across)} ${narrow.ground - wide.ground * down})`;
      return drawn(sizes.narrow, steps.length > 0 && <use href={`#${id}-line`} transform={moved} />, narrow);
    },
  };
}

type Size = Omit<GrownDrawing, 'children'>;

/** The chart on a page: one drawing for wide windows and one of its own for narrow ones. */
export function History({ id, title, of }: { readonly id: string; readonly title: string; readonly of: HistoryOf }) {
  const { wide, narrow } = growthOf(of, useWords(), id);
  return (
    <>
      <Drawing id={id} title={title} narrow={false} {...wide()} />
      <Drawing id={`${id}-n`} title={title} narrow {...narrow()} />
    </>
  );
}

/** A reported number with the time in which it was so. */
interface Mark {
  readonly span: Span;
  readonly count: number;
  readonly written: string;
  readonly title: string;
}

/** What a source reported, with its words where there is room for them. */
function Reported({
  of: { span, count, written, title },
  field: { left, right, x, y },
  isNamed,
}: {
  readonly of: Mark;
  readonly field: Field;
  readonly isNamed: boolean;
}) {
  const [from, to] = span;
  const [at, level] = [x(middleOf(span)), y(count)];
  const isLeft = at < (left + right) / 2;
  return (
    <g class="reported">
      <title>{title}</title>
      {to > from && <path class="soft" d={`M${px(x(from))} ${px(level)}H${px(x(to))}`} />}
      <path d={`M${px(at)} ${px(level - 6)}l6 6l-6 6l-6 -6z`} />
      {isNamed && (
        <text x={px(at + (isLeft ? 10 : -10))} y={px(to > from ? level - 9 : level + 4)} text-anchor={isLeft ? 'start' : 'end'}>
          {written}
        </text>
      )}
    </g>
  );
}

const middleOf = ([from, to]: Span) => (from + to) / 2;

const legendRow = 18;

/** What the marks mean, in words and shapes, not by colour alone; how far to the right each stands, and in which row. */
function legendOf({ steps, reported, delivered }: HistoryOf, { t }: Words, width: number) {
  const entries = [
    steps.length > 0 && (['M0 -4h16', 'counted', t('history.counted')] as const),
    reported.length > 0 && (['M8 -10l6 6l-6 6l-6 -6z', 'reported', t('history.reported')] as const),
    delivered.length > 0 && (['M3 0l5 -8l5 8z', 'delivered', t('history.deliveries')] as const),
  ].filter((entry) => entry !== false);
  let [at, row] = [0, 0];
  const legend = entries.map(([shape, kind, said]) => {
    const wide = widthOf(said) + 40;
    if (at > 0 && at + wide > width) [at, row] = [0, row + 1];
    at += wide;
    return [shape, kind, said, at - wide, row] as const;
  });
  return { legend, rows: row + 1 };
}

/** At least 1, so that there is something to divide by. */
function mostIn(counts: readonly { readonly count: number }[]): number {
  let most = 1;
  for (const { count } of counts) if (count > most) most = count;
  return most;
}

/** From the first moment of which anything is told to the last one; at least a day. */
function endsOf({ steps, delivered, launchedOn, until }: HistoryOf, marks: readonly Mark[]): Span {
  let first = timeOf(until);
  let last = first;
  const include = (time: number) => {
    if (time < first) first = time;
    if (time > last) last = time;
  };
  for (const { span } of marks) span.forEach(include);
  for (const on of delivered) include(timeOf(on));
  if (launchedOn) include(timeOf(launchedOn));
  for (const { at } of steps) include(at);
  return [first, Math.max(last, first + dayMs)];
}

/** From nothing on the day of the launch to the last count, which stands until today. */
function lineOf({ steps, launchedOn, until }: HistoryOf, { x, y }: Field): string | undefined {
  const [begun, last] = [steps[0], steps.at(-1)];
  if (!begun || !last) return undefined;
  const launched = launchedOn ? timeOf(launchedOn) : Number.POSITIVE_INFINITY;
  let line = `M${px(x(Math.min(launched, begun.at - dayMs / 24)))} ${px(y(0))}`;
  for (const { at, count } of steps) line += acrossTo(x(at)) + downTo(y(count));
  return line + acrossTo(x(Math.max(timeOf(until), last.at)));
}

/** Whether the words of a mark stand on none of a larger one, or of an earlier one of its size. */
function hasRoom(marks: readonly Mark[], own: Mark, { x, y }: Field): boolean {
  const place = marks.indexOf(own);
  return marks.every(
    (each, i) =>
      i === place ||
      each.count < own.count ||
      (each.count === own.count && i > place) ||
      Math.abs(y(each.count) - y(own.count)) > 15 ||
      Math.abs(x(middleOf(each.span)) - x(middleOf(own.span))) > 150,
  );
}

/** Days on which charts begin and end, by their numbers since 1970: few, and written again and again. */
const dates = new Map<number, string>();
const mostDates = 2_000;

function dateOf(time: number): string {
  const number = Math.floor(time / dayMs);
  const known = dates.get(number);
  if (known !== undefined) return known;
  const date = new Date(time).toISOString().slice(0, 10);
  if (dates.size < mostDates) dates.set(number, date);
  return date;
}

type Known = 'DAY' | 'MONTH' | 'YEAR' | 'APPROX' | 'AS_OF';
const precisionOf = (precision: string) => precision as Known;
