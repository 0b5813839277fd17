// Bars side by side with both bounds: solid up to the lower one, pale up to the upper one; a missing number says why.
import { scaleLinear } from 'd3-scale';
import { Bar, Drawing, fitting, type Kind, px, widthOf } from './drawing';

export interface BoundedBar {
  readonly label: string;
  /** The upper bound, or the number itself; null when it is not known. */
  readonly upper: number | null;
  /** The lower bound; equal to the upper one when the number is exact. */
  readonly lower: number;
  /** The number in words, or the reason why it is missing. */
  readonly words: string;
  readonly kind: Kind;
}

export interface BarsProps {
  readonly id: string;
  readonly title: string;
  readonly bars: readonly BoundedBar[];
  /** How a number stands on the axis. */
  tick(value: number): string;
}

const head = 24;

/** The chart without a sheet, and its size. */
export function barsOf({ id, bars, tick }: BarsProps, narrow = false) {
  const width = narrow ? 360 : 1100;
  // On a narrow drawing words stand above their bar: behind the name where all fit so, else below it.
  const isBelow = narrow && bars.some(({ label, words }) => widthOf(`${label}: ${words}`) > width);
  const above = narrow ? (isBelow ? 36 : 20) : 0;
  const row = narrow ? above + 22 : 30;
  const left = narrow ? 0 : 330;
  // Words stand after the longest bar.
  const right = narrow ? width - 20 : width - 60 - Math.max(120, ...bars.map(({ words }) => widthOf(words)));
  const most = Math.max(0, ...bars.map(({ upper }) => upper ?? 0));
  const x = scaleLinear()
    .domain([0, most || 1])
    .nice(narrow ? 3 : 5)
    .range([left, Math.max(left + 200, right)]);
  const height = head + bars.length * row + 4;
  const children = (
    <>
      {x.ticks(narrow ? 3 : 5).map((value) => (
        <g key={value}>
          <line class="grid" x1={px(x(value))} x2={px(x(value))} y1={18} y2={height} />
          <text class="faint" x={px(x(value))} y={12} text-anchor={value === 0 ? 'start' : 'middle'}>
            {tick(value)}
          </text>
        </g>
      ))}
      {bars.map(({ label, upper, lower, words, kind }, i) => {
        const y = head + i * row;
        const bar = { id, kind, y: y + above, height: narrow ? 14 : 20 };
        return (
          <g key={label}>
            <title>{`${label}: ${words}`}</title>
            <text x={0} y={y + 14}>
              {narrow && !isBelow ? `${label}: ${words}` : fitting(label, narrow ? width : left - 12)}
            </text>
            {isBelow && (
              <text class="faint" x={0} y={y + 30}>
                {fitting(words, width * 1.08)}
              </text>
            )}
            {upper !== null && lower > 0 && <Bar of={bar} left={left} right={x(lower)} />}
            {upper !== null && upper > lower && <Bar of={bar} left={x(lower)} right={x(upper)} look=" open" />}
            {!narrow && (
              <text class={upper === null ? 'faint' : undefined} x={px(upper === null ? left + 4 : x(upper) + 8)} y={y + 14}>
                {words}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
  return { width, height, kinds: bars.map(({ kind }) => kind), children };
}

/** The chart on a page: one drawing for wide windows and one of its own for narrow ones. */
export const Bars = (props: BarsProps) =>
  [false, true].map((narrow) => {
    const id = `${props.id}-${narrow ? 'n' : 'w'}`;
    return <Drawing key={id} id={id} title={props.title} narrow={narrow} {...barsOf({ ...props, id }, narrow)} />;
  });
