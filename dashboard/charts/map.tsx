// Maps: countries shaded by a number, places, and lines between them. The land is drawn by an asset that every map shares.
import { px } from './drawing';
import { middleOf, world, worldSize } from './world';

/** How many of something a country has. */
export interface CountryValue {
  readonly country: string;
  readonly value: number;
  /** What is told of it, such as "Portugal: 12". */
  readonly title: string;
}

/** A place by longitude and latitude, in degrees east and north. */
export interface MapPlace {
  readonly at: readonly [longitude: number, latitude: number];
  readonly title: string;
  /** Drawn hollow, such as an example. */
  readonly hollow?: boolean;
}

/** Two places that belong together. */
export interface MapLine {
  readonly from: MapPlace['at'];
  readonly to: MapPlace['at'];
  readonly title: string;
  /** Drawn dashed, such as a partnership that has ended. */
  readonly dashed?: boolean;
}

export interface WorldMapOf {
  /** What the picture shows, for those who do not see it. */
  readonly title: string;
  readonly values?: readonly CountryValue[];
  readonly places?: readonly MapPlace[];
  readonly lines?: readonly MapLine[];
  /** The address of the outline, from `asset('world.svg')`. Without it the land is drawn into the map itself, as for a file of its own. */
  readonly outline?: string | undefined;
  /** A number as it is written on the map. */
  readonly written?: (value: number) => string;
}

/** The least number of each of the five shades. */
export const shades = [1, 10, 100, 1_000, 10_000] as const;

/** Which shade a number has, from 1; 0 for none. */
export const shadeOf = (value: number): number => shades.filter((least) => value >= least).length;

type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A map for windows of any width: all of the world, and where that would be too small, the part in which something is. */
export function WorldMap(map: WorldMapOf) {
  return (
    <div class="maps">
      <Drawing {...map} view={[0, 0, worldSize.width, worldSize.height]} form="wide" />
      <Drawing {...map} view={nearView(map)} form="narrow" />
    </div>
  );
}

/** One picture of the part of the world in `view`. Sizes of what is written and of circles are those of the part. */
export function Drawing({ title, values = [], places = [], lines = [], outline, written, view, form }: DrawingOf) {
  const { countries, wayBetween, project } = world();
  const [left, top, right, bottom] = view;
  const unit = (right - left) / (form === 'narrow' ? 360 : 1000);
  const told = values.filter(({ value }) => value > 0);
  // Alike on all lines and places, so written once.
  const [stroke, dashes, radius] = [`${1.5 * unit}`, `${3 * unit} ${3 * unit}`, px(4 * unit)];
  return (
    <svg
      class={`drawing map ${outline ? `${form}-drawing` : ''}`.trim()}
      viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      width={outline ? undefined : right - left}
      height={outline ? undefined : bottom - top}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      <Land outline={outline} />
      {told.map((each) => (
        <Shaded key={each.country} of={each} outline={outline} radius={6 * unit} />
      ))}
      {lines.map(({ from, to, title: name, dashed }) => (
        <path
          class={dashed ? 'line dashed' : 'line'}
          stroke-width={stroke}
          stroke-dasharray={dashed ? dashes : undefined}
          d={wayBetween(from, to)}
        >
          <title>{name}</title>
        </path>
      ))}
      {places.map(({ at, title: name, hollow }) => {
        const [x, y] = project(...at);
        return (
          <circle class={hollow ? 'place hollow' : 'place'} cx={px(x)} cy={px(y)} r={radius} stroke-width={stroke}>
            <title>{name}</title>
          </circle>
        );
      })}
      {written &&
        labelled(told, view, unit).map(({ country, value, at: [x, y] }) => (
          <text
            key={country}
            x={x}
            y={px(y + (countries.has(country) ? 5 : -9) * unit)}
            font-size={px(14 * unit)}
            stroke-width={px(3 * unit)}
          >
            {countries.has(country) ? written(value) : `${country} ${written(value)}`}
          </text>
        ))}
    </svg>
  );
}

interface DrawingOf extends WorldMapOf {
  readonly view: Box;
  readonly form: 'wide' | 'narrow';
}

function Land({ outline }: { readonly outline: string | undefined }) {
  if (outline) return <use class="land" href={`${outline}#all`} />;
  const { countries, others } = world();
  return (
    <g class="land" fill-rule="evenodd">
      {[...[...countries.values()].map(({ path }) => path), ...others].map((path) => (
        <path d={path} />
      ))}
    </g>
  );
}

function Shaded({
  of: { country, value, title },
  outline,
  radius,
}: {
  readonly of: CountryValue;
  readonly outline: string | undefined;
  readonly radius: number;
}) {
  const shape = world().countries.get(country);
  const name = `shade-${shadeOf(value)}`;
  if (shape)
    return (
      <g class={name}>
        <title>{title}</title>
        {outline ? <use href={`${outline}#${country}`} /> : <path d={shape.path} />}
      </g>
    );
  const middle = middleOf(country);
  return middle ? (
    <circle class={name} cx={middle[0]} cy={middle[1]} r={px(radius)}>
      <title>{title}</title>
    </circle>
  ) : null;
}

/** The numbers that have room: the largest first, none over another. */
function labelled(values: readonly CountryValue[], [left, top, right, bottom]: Box, unit: number) {
  const taken: { readonly country: string; readonly value: number; readonly at: readonly [number, number] }[] = [];
  for (const { country, value } of values.toSorted((one, other) => other.value - one.value)) {
    const at = middleOf(country);
    if (!at || at[0] < left || at[0] > right || at[1] < top || at[1] > bottom) continue;
    const isFree = taken.every(({ at: [x, y] }) => Math.abs(x - at[0]) > 60 * unit || Math.abs(y - at[1]) > 18 * unit);
    if (isFree) taken.push({ country, value, at });
  }
  return taken;
}

/** The part of the world in which something is, with some room around it, wide enough to be recognised. */
export function nearView({ values = [], places = [], lines = [] }: WorldMapOf): Box {
  const { countries, project } = world();
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  const include = (least: readonly [x: number, y: number], most: readonly [x: number, y: number]) => {
    left = Math.min(left, least[0]);
    top = Math.min(top, least[1]);
    right = Math.max(right, most[0]);
    bottom = Math.max(bottom, most[1]);
  };
  const includePlace = (at: MapPlace['at']) => {
    const point = project(...at);
    include(point, point);
  };
  for (const { country, value } of values) {
    const box = countries.get(country)?.box;
    const middle = middleOf(country);
    if (value > 0 && box) include([box[0], box[1]], [box[2], box[3]]);
    else if (value > 0 && middle) include(middle, middle);
  }
  for (const { at } of places) includePlace(at);
  for (const { from, to } of lines) {
    includePlace(from);
    includePlace(to);
  }
  const { width, height } = worldSize;
  if (left > right) return [0, 0, width, height];
  // At least a third of the world, and at least as high as three quarters of its width, where the world is.
  const wide = Math.min(width, Math.max(right - left + 60, ((bottom - top + 40) * 4) / 3, width / 3));
  const high = Math.min(height, Math.max((wide * 3) / 4, bottom - top + 40));
  const x = Math.max(0, Math.min(width - wide, (left + right - wide) / 2));
  const y = Math.max(0, Math.min(height - high, (top + bottom - high) / 2));
  return [Math.round(x), Math.round(y), Math.round(x + wide), Math.round(y + high)];
}
