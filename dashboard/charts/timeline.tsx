// Bars on an axis of days, lane by lane: policies of publishers, or embargoes. Ends are as sharp as they are known.
import { scaleUtc } from 'd3-scale';
import { symbol, symbolDiamond } from 'd3-shape';
import { utcDay, utcMonth, utcYear } from 'd3-time';
import type { Precision } from '../words/words';
import { Bar, Drawing, fitting, type Kind, px, widthOf } from './drawing';

export interface TimelineBar {
  readonly kind: Kind;
  /** The first word that fits is written. */
  readonly labels: readonly string[];
  /** All that is known of it, in one line. */
  readonly title: string;
  readonly from: string;
  /** The first day without it, or the end of the axis. */
  readonly to: string;
  /** How exactly the first day is known; null for not at all. */
  readonly begins: Precision | null;
  /** How exactly the last day is known; null while it has not ended. */
  readonly ends: Precision | null;
  /** The last day on which somebody confirmed it, when its end may only not have been found. */
  readonly sureTo?: string | null;
  readonly noEndFound: boolean;
  readonly embargo: boolean;
  readonly option: boolean;
  readonly link?: string;
}

export interface TimelineLane {
  readonly name: string;
  readonly link?: string;
  /** Whether it belongs to the lane above it. */
  readonly inner?: boolean;
  readonly bars: readonly TimelineBar[];
}

export interface TimelineProps {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly lanes: readonly TimelineLane[];
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);

/** Bars that overlap lie below each other; the first one lies on top. */
export function tracksOf(bars: readonly TimelineBar[]): TimelineBar[][] {
  const tracks: TimelineBar[][] = [];
  for (const bar of bars) {
    const free = tracks.find((track) => track.every(({ from, to }) => bar.from >= to || bar.to <= from));
    if (free) free.push(bar);
    else tracks.push([bar]);
  }
  return tracks;
}

interface Shape {
  readonly width: number;
  readonly left: number;
  readonly track: number;
  readonly bar: number;
  /** Whether names and words stand above bars instead of beside and in them. */
  readonly stacked: boolean;
}
const wide: Shape = { width: 1100, left: 196, track: 26, bar: 20, stacked: false };
const narrow: Shape = { width: 360, left: 4, track: 34, bar: 12, stacked: true };
const head = 26;
const between = 8;

/** The chart without a sheet, and its size. */
export function timelineOf({ id, from, to, lanes }: TimelineProps, isNarrow = false) {
  const shape = isNarrow ? narrow : wide;
  const right = shape.width - 10;
  const x = scaleUtc()
    .domain([day(from), day(to)])
    .range([shape.left, right]);
  let y = head;
  const rows = lanes.map((lane) => {
    const tracks = shape.stacked ? lane.bars.map((bar) => [bar]) : tracksOf(lane.bars);
    const top = y;
    y += tracks.length * shape.track + between + (shape.stacked ? 20 : 0);
    return { lane, tracks, top };
  });
  const height = y + 4;
  const years = Math.max(1, utcYear.count(day(from), day(to)));
  const step = Math.ceil(years / (isNarrow ? 5 : 16));
  const ticks = x.ticks(utcYear.every(step) ?? utcYear);
  const children = (
    <>
      {ticks.map((tick) => (
        <g key={tick.getTime()}>
          <line class="grid" x1={px(x(tick))} x2={px(x(tick))} y1={18} y2={height} />
          <text class="faint" x={px(x(tick))} y={12}>
            {tick.getUTCFullYear()}
          </text>
        </g>
      ))}
      {rows.map(({ lane, tracks, top }) => (
        <g key={lane.name}>
          <Name lane={lane} y={top + 14} width={shape.stacked ? shape.width : shape.left - 10} />
          {tracks.map((track, i) =>
            track.map((bar) => (
              <OneBar
                key={bar.title}
                id={id}
                bar={bar}
                shape={shape}
                x={(text) => x(day(text))}
                y={top + i * shape.track + (shape.stacked ? 36 : 0)}
                room={roomAround(track, bar, [shape.left, right], (text) => x(day(text)))}
              />
            )),
          )}
        </g>
      ))}
    </>
  );
  return { width: shape.width, height, children };
}

/** The chart on a page: one drawing for wide windows and one of its own for narrow ones, which may stand at `narrowAt` to keep a page light. */
export function Timeline({ narrowAt, ...props }: TimelineProps & { readonly narrowAt?: string }) {
  const drawn = (isNarrow: boolean) => {
    const id = `${props.id}-${isNarrow ? 'n' : 'w'}`;
    return <Drawing id={id} title={props.title} narrow={isNarrow} {...timelineOf({ ...props, id }, isNarrow)} />;
  };
  return (
    <>
      {drawn(false)}
      {narrowAt === undefined ? drawn(true) : <img class="narrow-drawing" src={narrowAt} alt={props.title} loading="lazy" />}
    </>
  );
}

function Name({
  lane: { name, link, inner },
  y,
  width,
}: {
  readonly lane: TimelineLane;
  readonly y: number;
  readonly width: number;
}) {
  const indent = inner ? 14 : 0;
  const text = (
    <text class={inner ? undefined : 'house'} x={indent} y={y}>
      {fitting(name, width - indent, inner ? 12 : 13.5)}
    </text>
  );
  return link ? (
    <a href={link} tabindex={-1}>
      {text}
    </a>
  ) : (
    text
  );
}

/** How many pixels wide an end is that is known less exactly than by its day. */
function softness(precision: Precision | null, on: string, x: (day: string) => number): number {
  if (precision === 'DAY') return 0;
  const after =
    precision === 'YEAR' ? utcYear.offset(day(on), 1) : precision === 'MONTH' ? utcMonth.offset(day(on), 1) : undefined;
  return after ? Math.max(6, x(utcDay.floor(after).toISOString().slice(0, 10)) - x(on)) : 18;
}

function OneBar(props: {
  readonly id: string;
  readonly bar: TimelineBar;
  readonly shape: Shape;
  x(day: string): number;
  readonly y: number;
  readonly room: Room;
}) {
  const { id, bar, shape, x, y } = props;
  const { kind, from, to } = bar;
  const [left, right] = [x(from), Math.max(x(from) + 2, x(to))];
  const width = right - left;
  const sure = bar.noEndFound ? Math.min(right, Math.max(left, bar.sureTo ? x(bar.sureTo) : left)) : right;
  const rest = { id, kind, y, height: shape.bar };
  const option = bar.option ? ' option' : '';
  const soft = Math.min(width * 0.6, softness(bar.begins, from, x));
  const softEnd = bar.ends ? Math.min(width * 0.4, softness(bar.ends, to, x)) : 0;
  const drawn = (
    <>
      {!shape.stacked && <title>{bar.title}</title>}
      {sure > left && <Bar {...rest} x={left} width={sure - left} look={option} />}
      {sure < right && <Bar {...rest} x={sure} width={right - sure} look={` open${option}`} />}
      {bar.embargo && <rect class="embargo" x={px(left)} y={y + shape.bar - 4} width={px(width)} height={4} />}
      {soft > 0 && bar.begins !== 'AS_OF' && <Fade id={id} way="in" x={left - 1} y={y} width={soft + 1} height={shape.bar} />}
      {softEnd > 0 && <Fade id={id} way="out" x={right - softEnd} y={y} width={softEnd + 1} height={shape.bar} />}
      {bar.begins === 'AS_OF' && (
        <path class="seen" d={symbol(symbolDiamond, 60)() ?? ''} transform={`translate(${px(left)} ${y + shape.bar / 2})`} />
      )}
      <Label {...props} left={left} right={right} />
    </>
  );
  return bar.link ? (
    <a href={bar.link} tabindex={-1}>
      {drawn}
    </a>
  ) : (
    <g>{drawn}</g>
  );
}

/** Words in the bar, or beside it where they fit there only; above it in a narrow chart. */
function Label({
  bar: { labels },
  shape,
  y,
  left,
  right,
  room,
}: {
  readonly bar: TimelineBar;
  readonly shape: Shape;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly room: Room;
}) {
  if (shape.stacked) {
    const text = fitting(labels[0] ?? '', shape.width);
    return (
      <text x={px(Math.max(2, Math.min(left, shape.width - widthOf(text) - 4)))} y={y - 5}>
        {text}
      </text>
    );
  }
  const within = labels.find((label) => widthOf(label) + 14 <= right - left);
  const after = labels.find((label) => widthOf(label) + 6 <= room.after - right);
  const before = labels.find((label) => widthOf(label) + 6 <= left - room.before);
  const at = within !== undefined ? left + 9 : after !== undefined ? right + 4 : left - 5;
  const text = within ?? after ?? before;
  if (text === undefined) return null;
  const anchor = within === undefined && after === undefined ? 'end' : undefined;
  return (
    <text x={px(at)} y={y + 14} text-anchor={anchor}>
      {text}
    </text>
  );
}

/** Between which pixels words may stand beside a bar: from the bar before it to the one after it. */
interface Room {
  readonly before: number;
  readonly after: number;
}

function roomAround(
  track: readonly TimelineBar[],
  bar: TimelineBar,
  ends: readonly [number, number],
  x: (day: string) => number,
): Room {
  const before = track.filter(({ from }) => from < bar.from).map(({ to }) => x(to));
  const after = track.filter(({ from }) => from > bar.from).map(({ from }) => x(from));
  return { before: Math.max(ends[0], ...before), after: Math.min(ends[1], ...after) };
}

function Fade({
  id,
  way,
  x,
  y,
  width,
  height,
}: {
  readonly id: string;
  readonly way: 'in' | 'out';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}) {
  return <rect x={px(x)} y={y - 1} width={px(width)} height={height + 2} fill={`url(#${id}-${way})`} />;
}
