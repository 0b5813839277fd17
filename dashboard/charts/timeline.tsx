// Bars on an axis of days, lane by lane: policies of publishers, or embargoes. Ends are as sharp as they are known.
import { type ScaleTime, scaleUtc } from 'd3-scale';
import { symbol, symbolDiamond } from 'd3-shape';
import { utcYear } from 'd3-time';
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

const day = (text: string) => new Date(text);

/** An axis of days, in pixels. */
interface Axis {
  at(day: string): number;
  /** How wide a time is in milliseconds. */
  width(time: number): number;
}

/** A bar with its ends in pixels. */
interface Placed {
  readonly bar: TimelineBar;
  readonly left: number;
  readonly right: number;
}

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
const foot = 4;

/** How high the bars of a publisher are that lie in so many tracks. */
const heightOf = ({ track, stacked }: Shape, tracks: number) => tracks * track + between + (stacked ? 20 : 0);

/** The chart without a sheet, and its size. */
export function timelineOf({ id, from, to, lanes }: TimelineProps, isNarrow = false) {
  const shape = isNarrow ? narrow : wide;
  const right = shape.width - 10;
  const scale = scaleUtc()
    .domain([day(from), day(to)])
    .range([shape.left, right]);
  const axis = axisOf(scale);
  let y = head;
  const rows = lanes.map((lane) => {
    const tracks = shape.stacked ? lane.bars.map((bar) => [bar]) : tracksOf(lane.bars);
    const top = y;
    y += heightOf(shape, tracks.length);
    return { lane, tracks, top };
  });
  const height = y + foot;
  const years = Math.max(1, utcYear.count(day(from), day(to)));
  const step = Math.ceil(years / (isNarrow ? 5 : 16));
  const ticks = scale.ticks(utcYear.every(step) ?? utcYear);
  const children = (
    <>
      {ticks.map((tick) => {
        const at = px(scale(tick));
        return (
          <g key={tick.getTime()}>
            <line class="grid" x1={at} x2={at} y1={18} y2={height} />
            <text class="faint" x={at} y={12}>
              {tick.getUTCFullYear()}
            </text>
          </g>
        );
      })}
      {rows.map(({ lane, tracks, top }) => (
        <g key={lane.name}>
          <Name lane={lane} y={top + 14} width={shape.stacked ? shape.width : shape.left - 10} />
          {tracks.map((track, i) => {
            const y = top + i * shape.track + (shape.stacked ? 36 : 0);
            const placed = track.map((bar): Placed => {
              const left = axis.at(bar.from);
              return { bar, left, right: Math.max(left + 2, axis.at(bar.to)) };
            });
            return placed.map((each) => (
              <OneBar
                key={each.bar.title}
                id={id}
                of={each}
                shape={shape}
                axis={axis}
                y={y}
                room={roomAround(placed, each, shape.left, right)}
              />
            ));
          })}
        </g>
      ))}
    </>
  );
  const kinds = lanes.flatMap(({ bars }) => bars.map(({ kind }) => kind));
  return { width: shape.width, height, kinds, soft: true, children };
}

/** Days lie on a straight line: the ends of the axis say where all are. */
function axisOf(scale: ScaleTime<number, number>): Axis {
  const [from = 0, to = 0] = scale.domain().map(Number);
  const [left = 0, right = 0] = scale.range();
  const each = (right - left) / (to - from);
  return { at: (text) => left + (Date.parse(text) - from) * each, width: (time) => time * each };
}

/** The chart on a page: one drawing for wide windows and one of its own for narrow ones, which may stand at `narrowAt` to keep a page light. */
export function Timeline({ narrowAt, ...props }: TimelineProps & { readonly narrowAt?: string }) {
  const drawn = (isNarrow: boolean) => {
    const id = `${props.id}-${isNarrow ? 'n' : 'w'}`;
    return <Drawing id={id} title={props.title} narrow={isNarrow} {...timelineOf({ ...props, id }, isNarrow)} />;
  };
  // Its place is kept free until it arrives, so that nothing below it jumps.
  const height = () => props.lanes.reduce((sum, { bars }) => sum + heightOf(narrow, bars.length), head + foot);
  const size = narrowAt === undefined ? undefined : { width: narrow.width, height: height() };
  return (
    <>
      {drawn(false)}
      {size ? <img class="narrow-drawing" src={narrowAt} {...size} alt={props.title} loading="lazy" /> : drawn(true)}
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
function softness(precision: Precision | null, on: string, axis: Axis): number {
  if (precision === 'DAY') return 0;
  if (precision !== 'YEAR' && precision !== 'MONTH') return 18;
  const day = new Date(on);
  const [years, months] = precision === 'YEAR' ? [1, 0] : [0, 1];
  const after = Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth() + months, day.getUTCDate());
  return Math.max(6, axis.width(after - day.getTime()));
}

function OneBar(props: {
  readonly id: string;
  readonly of: Placed;
  readonly shape: Shape;
  readonly axis: Axis;
  readonly y: number;
  readonly room: Room;
}) {
  const { id, shape, axis, y } = props;
  const { bar, left, right } = props.of;
  const { kind, from, to } = bar;
  const width = right - left;
  const sure = bar.noEndFound ? Math.min(right, Math.max(left, bar.sureTo ? axis.at(bar.sureTo) : left)) : right;
  const piece = { id, kind, y, height: shape.bar };
  const option = bar.option ? ' option' : '';
  const soft = Math.min(width * 0.6, softness(bar.begins, from, axis));
  const softEnd = bar.ends ? Math.min(width * 0.4, softness(bar.ends, to, axis)) : 0;
  const drawn = (
    <>
      {!shape.stacked && <title>{bar.title}</title>}
      {sure > left && <Bar of={piece} left={left} right={sure} look={option} />}
      {sure < right && <Bar of={piece} left={sure} right={right} look={` open${option}`} />}
      {bar.embargo && <rect class="embargo" x={px(left)} y={y + shape.bar - 4} width={px(width)} height={4} />}
      {soft > 0 && bar.begins !== 'AS_OF' && <Fade id={id} way="in" x={left - 1} y={y} width={soft + 1} height={shape.bar} />}
      {softEnd > 0 && <Fade id={id} way="out" x={right - softEnd} y={y} width={softEnd + 1} height={shape.bar} />}
      {bar.begins === 'AS_OF' && (
        <path class="seen" d={symbol(symbolDiamond, 60)() ?? ''} transform={`translate(${px(left)} ${y + shape.bar / 2})`} />
      )}
      <Label of={props.of} shape={shape} y={y} room={props.room} />
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
  of: { bar, left, right },
  shape,
  y,
  room,
}: {
  readonly of: Placed;
  readonly shape: Shape;
  readonly y: number;
  readonly room: Room;
}) {
  const { labels } = bar;
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

function roomAround(track: readonly Placed[], { bar }: Placed, left: number, right: number): Room {
  let [before, after] = [left, right];
  for (const other of track) {
    if (other.bar.from < bar.from) before = Math.max(before, other.right);
    if (other.bar.from > bar.from) after = Math.min(after, other.left);
  }
  return { before, after };
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
