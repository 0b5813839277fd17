// Maps: countries shaded by a number, places, and lines between them. The land is drawn by an asset that every map shares.
import { px } from './drawing';
import { type Box, middleOf, type Point, world, worldSize } from './world';

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

/** A map for windows of any width: all of the world, and where that would be too small, the part in which something is. */
export function WorldMap(map: WorldMapOf) {
  const found = foundOn(map);
  return (
    <div class="maps">
      <Sheet of={map} found={found} view={whole} form="wide" />
      <Sheet of={map} found={found} view={nearView(found)} form="narrow" />
    </div>
  );
}

/** All of the world as a picture of its own, with the land in it. */
export const WorldAlone = (map: WorldMapOf) => <Sheet of={map} found={foundOn(map)} view={whole} form="wide" />;

const whole: Box = [0, 0, worldSize.width, worldSize.height];

/** Something told of a map, and where it lies on it. */
interface FoundValue extends CountryValue {
  /** Undefined for a code that no country has. */
  readonly at: Point | undefined;
  /** Undefined for a country that is too small to have a shape. */
  readonly shape: { readonly path: string; readonly box: Box } | undefined;
}

interface Found {
  readonly values: readonly FoundValue[];
  readonly places: readonly { readonly at: Point; readonly title: string; readonly hollow: boolean }[];
  readonly lines: readonly {
    readonly ends: readonly [Point, Point];
    readonly d: string;
    readonly title: string;
    readonly dashed: boolean;
  }[];
}

/** Where on the world everything is that a map tells: once for all pictures of it. */
export function foundOn({ values = [], places = [], lines = [] }: Omit<WorldMapOf, 'title'>): Found {
  const { countries, project, wayBetween } = world();
  return {
    values: values.flatMap((each) =>
      each.value > 0 ? { ...each, at: middleOf(each.country), shape: countries.get(each.country) } : [],
    ),
    places: places.map(({ at: [longitude, latitude], title, hollow = false }) => ({
      at: project(longitude, latitude),
      title,
      hollow,
    })),
    lines: lines.map(({ from, to, title, dashed = false }) => {
      const ends = [project(from[0], from[1]), project(to[0], to[1])] as const;
      return { ends, d: wayBetween(from, to, ends), title, dashed };
    }),
  };
}

/** One picture of the part of the world in `view`. Sizes of what is written and of circles are those of the part. */
function Sheet({ of: { title, outline, written }, found: { values, places, lines }, view, form }: SheetOf) {
  const [left, top, right, bottom] = view;
  const unit = (right - left) / (form === 'narrow' ? 360 : 1000);
  const [pen, radius] = [{ 'stroke-width': 1.5 * unit }, px(4 * unit)];
  return (
    <svg
      class={outline ? `drawing map ${form}-drawing` : 'drawing map'}
      viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      width={outline ? undefined : right - left}
      height={outline ? undefined : bottom - top}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      <Land outline={outline} />
      {values.map((each) => (
        <Shaded key={each.country} of={each} outline={outline} radius={6 * unit} />
      ))}
      {[true, false].map((isDashed) => {
        const alike = lines.filter(({ dashed }) => dashed === isDashed);
        return (
          alike.length > 0 && (
            <g key={String(isDashed)} class="line" {...pen} stroke-dasharray={isDashed ? `${3 * unit} ${3 * unit}` : undefined}>
              {alike.map(({ d, title: name }) => (
                <path d={d}>
                  <title>{name}</title>
                </path>
              ))}
            </g>
          )
        );
      })}
      {[true, false].map((isHollow) => {
        const alike = places.filter(({ hollow }) => hollow === isHollow);
        return (
          alike.length > 0 && (
            <g key={String(isHollow)} class={isHollow ? 'place hollow' : 'place'} {...pen}>
              {alike.map(({ at: [x, y], title: name }) => (
                <circle cx={px(x)} cy={px(y)} r={radius}>
                  <title>{name}</title>
                </circle>
              ))}
            </g>
          )
        );
      })}
      {written &&
        labelled(values, view, unit).map(({ country, value, shape, at: [x, y] }) => (
          <text key={country} x={x} y={px(y + (shape ? 5 : -9) * unit)} font-size={px(14 * unit)} stroke-width={px(3 * unit)}>
            {shape ? written(value) : `${country} ${written(value)}`}
          </text>
        ))}
    </svg>
  );
}

interface SheetOf {
  readonly of: WorldMapOf;
  readonly found: Found;
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
  of: { country, value, title, shape, at },
  outline,
  radius,
}: {
  readonly of: FoundValue;
  readonly outline: string | undefined;
  readonly radius: number;
}) {
  const name = `shade-${shadeOf(value)}`;
  if (shape)
    return (
      <g class={name}>
        <title>{title}</title>
        {outline ? <use href={`${outline}#${country}`} /> : <path d={shape.path} />}
      </g>
    );
  return at ? (
    <circle class={name} cx={at[0]} cy={at[1]} r={px(radius)}>
      <title>{title}</title>
    </circle>
  ) : null;
}

/** The numbers that have room: the largest first, none over another. */
function labelled(values: readonly FoundValue[], [left, top, right, bottom]: Box, unit: number) {
  const taken: (FoundValue & { readonly at: Point })[] = [];
  for (const each of values.toSorted((one, other) => other.value - one.value)) {
    const { at } = each;
    if (!at || at[0] < left || at[0] > right || at[1] < top || at[1] > bottom) continue;
    const isFree = taken.every(({ at: [x, y] }) => Math.abs(x - at[0]) > 60 * unit || Math.abs(y - at[1]) > 18 * unit);
    if (isFree) taken.push({ ...each, at });
  }
  return taken;
}

/** The part of the world in which something is, with some room around it, wide enough to be recognised. */
export function nearView({ values, places, lines }: Found): Box {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  const include = ([x, y]: Point) => {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  };
  for (const { at, shape } of values) {
    if (shape) {
      include([shape.box[0], shape.box[1]]);
      include([shape.box[2], shape.box[3]]);
    } else if (at) include(at);
  }
  for (const { at } of places) include(at);
  for (const { ends } of lines) ends.forEach(include);
  if (left > right) return whole;
  const { width, height } = worldSize;
  // At least a third of the world, and at least as high as three quarters of its width, where the world is.
  const wide = Math.min(width, Math.max(right - left + 60, ((bottom - top + 40) * 4) / 3, width / 3));
  const high = Math.min(height, Math.max((wide * 3) / 4, bottom - top + 40));
  const x = Math.max(0, Math.min(width - wide, (left + right - wide) / 2));
  const y = Math.max(0, Math.min(height - high, (top + bottom - high) / 2));
  return [Math.round(x), Math.round(y), Math.round(x + wide), Math.round(y + high)];
}
